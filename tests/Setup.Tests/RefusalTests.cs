using System.Net;
using System.Net.Sockets;
using Xunit;

namespace SocialConnect.Setup.Tests;

/// <summary>What cannot work is said in one sentence, and nothing is left running.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--databse-only", "'--databse-only' is not an option")]
    [InlineData("--reset", "there is no terminal to answer on: add --yes", true)]
    public async Task An_order_that_cannot_be_carried_out_is_refused(string option, string sentence, bool afterAStart = false)
    {
        if (afterAStart)
        {
            Directory.CreateDirectory(Path.Combine(_folder.Checkout, ".local"));
        }

        var said = await _folder.RunAsync($"\"$checkout/run.sh\" {option}");

        AssertRefused(sentence, said);
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_a_way_to_choose_another()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var said = await _folder.RunAsync("\"$checkout/run.sh\"", ("PORT", $"{port}"));

        AssertRefused($"Port {port} is already used by another program: choose another one, for example PORT={port + 1} ./run.sh", said);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("0")]
    [InlineData("65536")]
    public async Task A_port_that_is_none_is_refused(string port)
    {
        var said = await _folder.RunAsync("\"$checkout/run.sh\"", ("PORT", port));

        AssertRefused($"PORT must be a number between 1 and 65535, not '{port}'", said);
    }

    [Fact]
    public async Task Without_an_SDK_its_name_and_where_to_get_it_are_said()
    {
        var said = await _folder.RunAsync("\"$checkout/run.sh\"", ("PATH", _folder.PathWithout("dotnet")), FreePort());

        AssertRefused("no dotnet command was found", said);
        Assert.Contains("https://dotnet.microsoft.com/download", said.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_SDK_that_is_too_old_is_named()
    {
        var old = _folder.PathWith("dotnet", """if [ "$1" = --list-sdks ]; then echo "8.0.404 [/usr/share/dotnet/sdk]"; else exit 155; fi""");

        var said = await _folder.RunAsync("\"$checkout/run.sh\"", ("PATH", old), FreePort());

        AssertRefused("this machine has only: 8.0.404", said);
    }

    [SkippableFact]
    public async Task Without_root_what_is_missing_is_named()
    {
        Skip.IfNot(ScriptFolder.IsRoot, "Only root can run a command as somebody else.");
        var path = _folder.PathWithout("node", "sudo");
        _folder.GiveToNobody();

        var said = await _folder.RunAsync("\"$checkout/run.sh\"", ("PATH", path), FreePort());

        AssertRefused("Node.js with npm: missing, and installing needs root; run this once as root or with sudo", said);
    }

    [SkippableFact]
    public async Task A_folder_of_another_user_is_refused()
    {
        Skip.IfNot(ScriptFolder.IsRoot, "Only root can run a command as somebody else.");
        _folder.GiveToNobody();
        Directory.CreateDirectory(Path.Combine(_folder.Checkout, ".local"));

        var said = await _folder.RunAsync("\"$checkout/run.sh\" --database-only");

        AssertRefused("belongs to another user (root)", said);
    }

    [Fact]
    public async Task A_second_start_from_the_same_folder_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Checkout, ".local"));
        using var first = _folder.Start("exec 9>>\"$checkout/.local/run.lock\"; flock 9; echo held; read -r < <(tail -f /dev/null)");
        Assert.Equal("held", await first.StandardOutput.ReadLineAsync());

        var said = await _folder.RunAsync("\"$checkout/run.sh\"", FreePort());

        AssertRefused("SocialConnect is already running from this folder", said);
        first.Kill(entireProcessTree: true);
    }

    private static (string, string) FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ("PORT", $"{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    private static void AssertRefused(string sentence, Said said)
    {
        Assert.Contains(sentence, said.Errors, StringComparison.Ordinal);
        Assert.Equal(1, said.ExitCode);
        Assert.Single(said.Errors.TrimEnd('\n').Split('\n'));
    }
}
