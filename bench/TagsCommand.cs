using System.Diagnostics;
using System.Text;
using System.Text.Json;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Taxonomy;

namespace SocialConnect.Bench;

/// <summary>What is proposed for the tags of a partner that nobody has mapped yet: each partner of a mapped table in turn, with the mappings of the others alone.</summary>
internal static class TagsCommand
{
    private const int Bins = 10;

    public static async Task RunAsync(string[] args)
    {
        var options = new Options(args, "mappings", "earlier", "run", "blind", "print");
        await using var scratch = await ScratchCatalogue.CreateAsync();
        await scratch.Get<SchemeImport>().ImportAsync(SchemeDocument.Shipped(), CancellationToken.None);
        var plan = await ReadAsync(scratch, options.Required("mappings"), options.Find("earlier") is null ? null : options.Number("earlier", 1));
        var tags = scratch.Get<PartnerTagStore>();
        await tags.DecideAsync(plan.Decisions, "mesure", CancellationToken.None);
        var scheme = await scratch.Get<TaxonomyStore>().ReadActiveAsync(CancellationToken.None);
        TagProposals Proposals() => options.Has("blind") ? new(scratch.Database, scratch.Get<TaxonomyStore>(), TagOdds.None) : new(scratch.Database, scratch.Get<TaxonomyStore>());
        if (options.Has("print"))
        {
            Console.WriteLine(JsonSerializer.Serialize((await Proposals().OddsAsync(scheme, CancellationToken.None)).Weights));
        }

        var watch = Stopwatch.StartNew();
        var judged = new List<JudgedTag>();
        foreach (var partner in plan.Decisions.GroupBy(decision => decision.PartnerId))
        {
            var names = partner.Select(decision => new TagName(decision.PartnerId, decision.Tag)).ToList();
            var aside = await tags.DecideAsync([.. names.Select(TagDecision.Reopen)], "mesure", CancellationToken.None);
            // One of its own for each partner: what was learned with the partner's mappings in sight is forgotten.
            var proposals = await Proposals().ForAsync(names, CancellationToken.None);
            judged.AddRange(partner.Select(decision => new JudgedTag(
                decision.Tag, AutomaticTags.Certain(scheme, decision.Tag).Count > 0, WithThemes(scheme, decision.Categories), proposals[new TagName(decision.PartnerId, decision.Tag)])));
            await tags.UndoAsync(aside!.Value, "mesure", CancellationToken.None);
        }

        if (options.Find("run") is { Length: > 0 } run)
        {
            await File.WriteAllLinesAsync(run, judged.Select(tag => JsonSerializer.Serialize(new
            {
                tag = tag.Tag,
                meant = tag.Meant.Select(id => scheme.Find(id)!.Path),
                proposed = tag.Proposed.Select(proposal => new { path = proposal.Category.Path, proposal.Probability, why = proposal.Reasons.Select(reason => $"{reason.Witness} {reason.Text}") }),
            })));
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            lines = plan.Lines.Count,
            left_aside = plan.Refused.Count(),
            all = Figures(judged),
            to_be_mapped_by_hand = Figures([.. judged.Where(tag => !tag.IsAutomatic)]),
            seconds = Math.Round(watch.Elapsed.TotalSeconds, 1),
        }));
    }

    // The table is written as an import takes it, so that it is read as any curator's.
    private static async Task<TagImportPlan> ReadAsync(ScratchCatalogue scratch, string path, int? earlier)
    {
        using var table = JsonDocument.Parse(await File.ReadAllTextAsync(path));
        var csv = new StringBuilder("partner\ttag\tcodes\n");
        var known = new HashSet<string>();
        foreach (var row in table.RootElement.GetProperty("mappings").EnumerateArray())
        {
            var partner = row.GetProperty("partner").GetString()!;
            if (known.Add(partner))
            {
                await scratch.Get<PartnerStore>().SaveAsync($"partner-{known.Count}", partner, new Uri("https://partner.example/"), "", CancellationToken.None);
            }

            csv.Append(partner).Append("\t\"").Append(row.GetProperty("tag").GetString()!.Replace("\"", "\"\"", StringComparison.Ordinal)).Append("\"\t")
                .AppendJoin('|', row.GetProperty("codes").EnumerateArray().Select(code => code.GetString())).Append('\n');
        }

        return await scratch.Get<TagImport>().ReadAsync(csv.ToString(), earlier, null, CancellationToken.None);
    }

    // A tag that means a sub-theme means its theme as well.
    private static HashSet<long> WithThemes(Scheme scheme, IEnumerable<long> categories) =>
        [.. categories.SelectMany(id => new[] { id, scheme.Find(id)!.ParentId ?? id })];

    private static object Figures(List<JudgedTag> tags)
    {
        var pairs = tags.SelectMany(tag => tag.Proposed.Select(proposal => (proposal.Probability, IsRight: tag.Meant.Contains(proposal.Category.Id)))).ToList();
        var bins = pairs.GroupBy(pair => Math.Min((int)(pair.Probability * Bins), Bins - 1)).OrderBy(bin => bin.Key)
            .Select(bin => (Count: bin.Count(), Promised: bin.Average(pair => pair.Probability), Right: bin.Average(pair => pair.IsRight ? 1.0 : 0))).ToList();
        return new
        {
            tags = tags.Count,
            with_proposal = tags.Count(tag => tag.Proposed.Count > 0),
            top1_of_all = Rounded((double)tags.Count(IsFirstRight) / tags.Count),
            top1_of_proposed = Rounded((double)tags.Count(IsFirstRight) / Math.Max(1, tags.Count(tag => tag.Proposed.Count > 0))),
            pairs = pairs.Count,
            ece = Rounded(bins.Sum(bin => bin.Count * Math.Abs(bin.Promised - bin.Right)) / Math.Max(1, pairs.Count)),
            brier = Rounded(pairs.Count == 0 ? 0 : pairs.Average(pair => Math.Pow(pair.Probability - (pair.IsRight ? 1 : 0), 2))),
            reliability = bins.Select(bin => new { bin.Count, promised = Rounded(bin.Promised), right = Rounded(bin.Right) }),
        };
    }

    private static bool IsFirstRight(JudgedTag tag) => tag.Proposed.Count > 0 && tag.Meant.Contains(tag.Proposed[0].Category.Id);

    private static double Rounded(double figure) => Math.Round(figure, 4);

    private sealed record JudgedTag(string Tag, bool IsAutomatic, HashSet<long> Meant, IReadOnlyList<TagProposal> Proposed);
}
