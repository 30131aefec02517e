using Xunit;

namespace SocialConnect.Setup.Tests;

/// <summary>The worker of a run is given the machine's Chromium, if it can drive it.</summary>
public sealed class BrowserTests : IDisposable
{
    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mkdir bin; printf '#!/bin/sh\\n' >bin/chromium; chmod +x bin/chromium", "bin/chromium")]
    [InlineData("mkdir bin; printf '#!/bin/sh\\n' >bin/google-chrome; chmod +x bin/google-chrome", "bin/google-chrome")]
    [InlineData("mkdir bin snap; printf '#!/bin/sh\\n' >snap/chromium; chmod +x snap/chromium; ln -s ../snap/chromium bin/chromium", "none")]
    [InlineData("mkdir bin", "none")]
    public async Task A_browser_of_the_machine_is_found_unless_it_is_a_snap(string machine, string found)
    {
        using var run = _folder.Start($"""
            set -euo pipefail
            . "$checkout/deploy/local/setup.sh"
            cd "$(mktemp -d)"
            {machine}
            for tool in readlink; do ln -s "$(command -v "$tool")" "bin/$tool"; done
            where=$(PATH=bin; find_browser || echo none)
            echo "$where"
            """);

        Assert.Equal(found, await run.StandardOutput.ReadLineAsync());
        await run.WaitForExitAsync();
    }
}
