using System.Diagnostics;

namespace SocialConnect.Bench.Chat;

/// <summary>The real portal in a process of its own, so that those who measure it do not share its memory, its threads or its garbage.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;

    private PortalProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>What it has used of the cores so far.</summary>
    public TimeSpan Worked
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it on a free port and waits until it listens and is ready.</summary>
    public static async Task<PortalProcess> StartAsync(string database, IEnumerable<(string Key, string Value)> settings)
    {
        var folder = AppContext.BaseDirectory;
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(folder, "SocialConnect.Portal.dll"));
        start.Environment["ConnectionStrings__Catalog"] = database;
        start.Environment["Urls"] = "http://127.0.0.1:0";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var process = Process.Start(start)!;
        var address = await ReadAddressAsync(process);
        // What else it has to say is for whoever looks on.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Console.OpenStandardError());
        var portal = new PortalProcess(process, address);
        using var http = new HttpClient { BaseAddress = address };
        while (!(await http.GetAsync("/health/ready")).IsSuccessStatusCode)
        {
            await Task.Delay(200);
        }

        return portal;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<Uri> ReadAddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                return new Uri(line[(at + Listening.Length)..].Trim());
            }

            await Console.Error.WriteLineAsync(line);
        }

        throw new InvalidOperationException("The portal ended before it listened.");
    }
}
