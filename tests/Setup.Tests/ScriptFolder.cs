using System.Diagnostics;
using SocialConnect.Testing;

namespace SocialConnect.Setup.Tests;

/// <summary>A folder with the commands alone, as a fresh clone has them, in which each test can break something.</summary>
public sealed class ScriptFolder : IDisposable
{
    private readonly string _top = Directory.CreateTempSubdirectory("socialconnect-setup-").FullName;

    public ScriptFolder()
    {
        File.SetUnixFileMode(_top, (UnixFileMode)0b111_101_101);
        Directory.CreateDirectory(Checkout);
        foreach (var part in (string[])["run.sh", "test.sh", "global.json", "deploy"])
        {
            Execute("cp", ["-r", Path.Combine(SharedMaterial.Checkout, part), Checkout]);
        }
    }

    /// <summary>Its name has a space, which shell scripts are good at forgetting.</summary>
    public string Checkout => Path.Combine(_top, "Social Connect");

    /// <summary>True when the tests run as root, who alone can become somebody else.</summary>
    public static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <summary>A PATH on which the named commands are missing and all others are what they are.</summary>
    public string PathWithout(params string[] missing)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_top, "bin")).FullName;
        var commands = (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':')
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles)
            .DistinctBy(Path.GetFileName)
            .Where(command => !missing.Contains(Path.GetFileName(command)));
        foreach (var command in commands)
        {
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(command)), command);
        }

        return folder;
    }

    /// <summary>A PATH on which one command is replaced by a script.</summary>
    public string PathWith(string command, string script)
    {
        var folder = PathWithout(command);
        var file = Path.Combine(folder, command);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
        return folder;
    }

    /// <summary>Gives the folder to a user without rights; commands run by <see cref="RunAsync"/> are theirs from then on.</summary>
    public void GiveToNobody()
    {
        Execute("chown", ["-R", "nobody", _top]);
        IsNobodys = true;
    }

    private bool IsNobodys { get; set; }

    /// <summary>Runs a command of the folder from another folder, without a terminal.</summary>
    public async Task<Said> RunAsync(string commandLine, params (string Name, string Value)[] environment)
    {
        using var process = Start(commandLine, environment);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new Said(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts bash in the root folder on a command line in which $checkout is this folder.</summary>
    public Process Start(string commandLine, params (string Name, string Value)[] environment)
    {
        // A runner in the background hands down that Ctrl-C is ignored, and bash cannot trap a signal that was ignored when it started.
        List<string> words = ["env", "--default-signal=INT", "bash", "-c", commandLine];
        if (IsNobodys)
        {
            words.InsertRange(0, ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]);
        }

        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ConnectionStrings__Catalog");
        start.Environment["DOCKER"] = "no";
        start.Environment["HOME"] = _top;
        start.Environment["checkout"] = Checkout;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public void Dispose()
    {
        if (Directory.Exists(Path.Combine(Checkout, ".local")))
        {
            Execute("bash", [Path.Combine(Checkout, "run.sh"), "--reset", "--yes", "--stop"]);
        }

        Directory.Delete(_top, recursive: true);
    }

    private static void Execute(string command, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{command} {string.Join(' ', arguments)}' ended with {process.ExitCode}.");
        }
    }
}

/// <summary>What a command answered.</summary>
public sealed record Said(int ExitCode, string Output, string Errors)
{
    public string LastLine => Output.TrimEnd('\n').Split('\n')[^1];
}
