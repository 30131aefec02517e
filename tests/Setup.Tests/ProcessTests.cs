using System.Diagnostics;
using System.Globalization;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Setup.Tests;

/// <summary>Nothing outlives a run.</summary>
public sealed class ProcessTests : IDisposable
{
    private const string Run =
        """
        set -euo pipefail
        . "$checkout/deploy/local/setup.sh"
        trap stop_processes EXIT
        trap 'exit 0' INT TERM
        start_process first sleep 1000
        start_process second sleep 1000
        echo "${process_id[first]}"
        echo "${process_id[second]}"
        watch_processes
        """;

    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("KILL")]
    public async Task Whatever_ends_the_run_ends_its_processes(string signal)
    {
        using var run = _folder.Start(Run);
        var processes = new[] { await ReadProcessAsync(run), await ReadProcessAsync(run) };
        // What ties them to the run is set up just before they become what they are.
        await Eventually.TrueAsync(() => Task.FromResult(processes.All(process => File.ReadAllText($"/proc/{process}/comm") == "sleep\n")), "the processes to start");

        Process.Start("kill", [$"-{signal}", $"{run.Id}"])!.Dispose();

        await Eventually.TrueAsync(() => Task.FromResult(!processes.Any(IsRunning)), $"the processes of a run ended by {signal} to end");
    }

    [Fact]
    public async Task A_process_that_ends_by_itself_is_started_again_and_the_others_go_on()
    {
        using var run = _folder.Start(Run);
        var (first, second) = (await ReadProcessAsync(run), await ReadProcessAsync(run));

        Process.Start("kill", ["-KILL", $"{first}"])!.Dispose();

        Assert.Contains("first ended by itself (exit code 137", await run.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        await Eventually.TrueAsync(() => Task.FromResult(Children(run.Id).Count == 2), "the process to be started again");
        Assert.True(IsRunning(second));
        Process.Start("kill", [$"{run.Id}"])!.Dispose();
        await run.WaitForExitAsync();
    }

    [Fact]
    public async Task A_build_server_that_stays_does_not_keep_the_lock_of_the_run_that_started_it()
    {
        var path = _folder.PathWith("dotnet", "sleep 1000 >/dev/null 2>&1 & echo $!");

        var said = await _folder.RunAsync(
            """
            set -euo pipefail
            . "$checkout/deploy/local/setup.sh"
            take_the_run_lock
            dotnet build
            exec 9>&-
            run_lock_is_free && echo free
            """,
            ("PATH", path));

        Process.Start("kill", [said.Output.Split('\n')[0]])!.Dispose();
        Assert.Equal("free", said.LastLine);
    }

    private static async Task<int> ReadProcessAsync(Process run) =>
        int.Parse((await run.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);

    // One that ended but was not yet taken note of by its parent still has a folder, in state Z.
    private static bool IsRunning(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].StartsWith('Z');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static List<string> Children(int process) =>
        [.. File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(child => File.ReadAllText($"/proc/{child}/comm").StartsWith("sleep", StringComparison.Ordinal) && File.ReadAllText($"/proc/{child}/cmdline").Contains("1000", StringComparison.Ordinal))];
}
