using Xunit;

namespace SocialConnect.Setup.Tests;

/// <summary>How test.sh adds up, on results of its own making.</summary>
public sealed class SumTests : IDisposable
{
    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""<Counters total="9" executed="7" passed="6" failed="1" error="0" timeout="0" aborted="0" notExecuted="0" />""", 1, "", "6 passed, 1 failed, 2 skipped")]
    [InlineData("""<Counters total="2" executed="2" passed="2" failed="0" error="0" timeout="0" aborted="0" notExecuted="0" />""", 0, "", "2 passed, 0 failed, 0 skipped")]
    [InlineData("""<Counters total="0" executed="0" passed="0" failed="0" error="0" timeout="0" aborted="0" notExecuted="0" />""", 0, "", "0 passed, 1 failed, 0 skipped")]
    [InlineData("""<Counters total="0" executed="0" passed="0" failed="0" error="0" timeout="0" aborted="0" notExecuted="0" />""", 0, "--filter Name~x", "0 passed, 0 failed, 0 skipped")]
    [InlineData("""<Counters total="3" executed="3" passed="3" failed="0" error="0" timeout="0" aborted="0" notExecuted="0" />""", 134, "", "3 passed, 1 failed, 0 skipped")]
    [InlineData("", 1, "", "0 passed, 1 failed, 0 skipped")]
    public async Task A_project_counts_what_its_results_say_and_one_failure_when_it_ran_nothing_or_broke_off(string counters, int exitCode, string arguments, string sum)
    {
        var said = await _folder.RunAsync(
            $$"""
            . "$checkout/deploy/local/setup.sh"
            dotnet() { [ -z "$counters" ] || echo "$counters" >"$checkout/Some.Tests.trx"; return {{exitCode}}; }
            passed=0 failed=0 skipped=0 broken=()
            run_tests Some.Tests "$checkout" {{arguments}}
            echo "$passed passed, $((failed + ${#broken[@]})) failed, $skipped skipped"
            """,
            ("counters", counters));

        Assert.Equal(sum, said.LastLine);
    }
}
