using System.Text;
using System.Text.Json;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Bench;

/// <summary>Reads robots.txt files and answers what each allows, beside what it should.</summary>
internal static class RobotsCommand
{
    public static Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "cases");
        var cases = JsonSerializer.Deserialize<Case[]>(File.ReadAllText(options.Required("cases")), JsonSerializerOptions.Web)!;
        var passed = 0;
        foreach (var one in cases)
        {
            if (RobotsRules.Parse(Encoding.UTF8.GetBytes(one.Robots)).IsAllowed(one.Agent, one.Url) == one.Allowed)
            {
                passed++;
            }
            else
            {
                Console.Error.WriteLine($"{one.Url} for {one.Agent} should be {(one.Allowed ? "allowed" : "disallowed")} by {JsonSerializer.Serialize(one.Robots)}");
            }
        }

        Console.WriteLine(JsonSerializer.Serialize(new { cases = cases.Length, passed }));
        return Task.CompletedTask;
    }

    private sealed record Case(string Robots, string Agent, string Url, bool Allowed);
}
