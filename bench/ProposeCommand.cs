using System.Diagnostics;
using System.Text.Json;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Ingestion.Probes;

namespace SocialConnect.Bench;

/// <summary>Serves a folder as a site never seen, asks for a proposal, visits the site with it unaltered, and compares what was collected with what should have been.</summary>
internal static class ProposeCommand
{
    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "site", "start", "expected", "show");
        var folder = options.Required("site");
        await using var site = await FolderSite.StartAsync(folder);
        await using var catalogue = await ScratchCatalogue.CreateAsync(BenchVisit.Settings);
        var probes = catalogue.Get<ProbeStore>();
        var id = await probes.AskAsync(ProbeRequest.ProposalFor(new Uri(site.Address, options.Required("start"))), null, CancellationToken.None);
        var claim = await probes.ClaimAsync("bench", TimeSpan.FromMinutes(10), CancellationToken.None) ?? throw new InvalidOperationException("The proposal asked for could not be claimed.");
        var since = Stopwatch.GetTimestamp();
        await catalogue.Get<ProbeWork>().AnswerAsync(claim, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
        var probe = await probes.ReadAsync(id, CancellationToken.None);
        if (probe?.Proposal is not { } proposal)
        {
            Console.Error.WriteLine($"no proposal: {probe?.Failure}");
            Console.WriteLine(JsonSerializer.Serialize(new { proposed = false, failure = probe?.Failure }));
            return;
        }

        var asked = site.Asked.Values.Sum();
        Tell(proposal);
        var visit = new BenchVisit(catalogue);
        var end = await visit.RunAsync(await visit.AddPartnerAsync("site", RecipeDocument.Parse(proposal.Recipe)));
        Console.Error.WriteLine($"visit: {end.State} {end.Message}");
        var check = await CollectionCheck.OfAsync(catalogue.Database, site, folder, options.Required("expected"), options.Has("show"));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            proposed = true,
            kind = proposal.Kind.ToString(),
            seconds = Math.Round(seconds, 1),
            pages_asked = asked,
            expected = check.Expected,
            found = check.Expected - check.Missing,
            missing = check.Missing,
            unexpected = check.Unexpected,
            fields = check.Fields,
            disallowed_fetched = check.Disallowed,
        }));
    }

    private static void Tell(Proposal proposal)
    {
        Console.Error.WriteLine($"{proposal.SiteName}: {proposal.Reason}");
        Console.Error.WriteLine(proposal.Recipe);
        foreach (var field in proposal.Fields)
        {
            Console.Error.WriteLine($"{field.Name}{(field.OnDetail ? " (page)" : "")}: {string.Join(" | ", field.Candidates.Take(2).Select(candidate => $"{candidate.Selector} {candidate.FillRate:0.00} {candidate.Reason} [{string.Join(" / ", candidate.Examples.Take(2))}]"))}");
        }

        foreach (var warning in proposal.Warnings.Concat(proposal.Preview.Warnings))
        {
            Console.Error.WriteLine($"warning: {warning}");
        }
    }
}
