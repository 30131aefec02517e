using System.Text.RegularExpressions;
using SocialConnect.Catalog.Search;

namespace SocialConnect.Catalog.Curation.Duplicates;

/// <summary>How likely two initiatives are one, and why.</summary>
/// <param name="rarityOf">What a stem tells, as the logarithm of how few initiatives use it: the inverse document frequency of search.</param>
public sealed partial class DuplicateLikeness(Func<string, double> rarityOf)
{
    // Log-odds of a logistic combination, set on 9 pairs of our sample sites that describe one initiative in other words, and 60 pairs of records that two
    // partners publish alike; `bench -- duplicates` measures them.
    private const double Prior = -6;
    private const double NameWeight = 5;
    private const double TitleWeight = 3;
    private const double OrganisationWeight = 1.5;
    private const double TextWeight = 4;
    private const double MeaningWeight = 3;
    private const double MeaningFrom = 0.5;
    private const double SameWebsite = 2.5;
    private const double OtherWebsite = -0.5;
    private const double SameCommune = 1.5;
    private const double Within = 0.5;
    private const double Apart = -3;
    private const double SamePartner = -1.5;

    /// <summary>Below this, a pair is not worth a curator's look.</summary>
    public const double WorthALook = 0.25;

    /// <param name="meaning">Cosine of their heads' vectors; null when one has none.</param>
    /// <returns>The probability, and the reasons that moved it, the weightiest first.</returns>
    public (double Probability, IReadOnlyList<DuplicateReason> Reasons) Compare(LikenessRecord one, LikenessRecord other, double? meaning)
    {
        var reasons = new List<DuplicateReason>
        {
            new(DuplicateReasonKind.Name, NameWeight * Names(one, other)),
            new(DuplicateReasonKind.Title, TitleWeight * Shared(Stems(one.Title), Stems(other.Title))),
            new(DuplicateReasonKind.Organisation, OrganisationWeight * Shared(Stems(one.Organisation ?? ""), Stems(other.Organisation ?? ""))),
            new(DuplicateReasonKind.Text, TextWeight * Shared(Stems(one.Summary), Stems(other.Summary))),
            new(DuplicateReasonKind.Meaning, MeaningWeight * Math.Max(0, (meaning ?? 0) - MeaningFrom) / (1 - MeaningFrom)),
            new(DuplicateReasonKind.Website, Websites(one, other)),
            new(DuplicateReasonKind.Place, Places(one, other)),
            new(DuplicateReasonKind.Partner, one.Partner == other.Partner ? SamePartner : 0),
        };
        var odds = Prior + reasons.Sum(reason => reason.Weight);
        return (1 / (1 + Math.Exp(-odds)), [.. reasons.Where(reason => Math.Abs(reason.Weight) >= 0.3).OrderByDescending(reason => Math.Abs(reason.Weight))]);
    }

    /// <summary>An address without what writes the same site in two ways.</summary>
    public static string? WebsiteKey(string? website) =>
        website is null ? null : WebsiteEnd().Replace(WebsiteStart().Replace(website.ToLowerInvariant(), ""), "") is { Length: > 0 } key ? key : null;

    // An initiative goes by a part of its title or by its organisation's name: « Famileo : le journal de la tribu » is « Famileo, la gazette de famille ».
    private double Names(LikenessRecord one, LikenessRecord other)
    {
        var (names, otherNames) = (NamesOf(one), NamesOf(other));
        var (holder, otherHolder) = (Stems(one.Organisation ?? ""), Stems(other.Organisation ?? ""));
        return names.SelectMany(name => otherNames.Append(otherHolder).Select(otherName => Shared(name, otherName)))
            .Concat(otherNames.Select(otherName => Shared(holder, otherName)))
            .Max();
    }

    private static double Websites(LikenessRecord one, LikenessRecord other) =>
        (WebsiteKey(one.Website), WebsiteKey(other.Website)) switch
        {
            (null, _) or (_, null) => 0,
            (var key, var otherKey) => key == otherKey ? SameWebsite : OtherWebsite,
        };

    private static double Places(LikenessRecord one, LikenessRecord other)
    {
        if (one.Territories.Count == 0 || other.Territories.Count == 0)
        {
            return 0;
        }

        var (finest, otherFinest) = (one.Territories[0], other.Territories[0]);
        return finest == otherFinest ? (finest.StartsWith("COM-", StringComparison.Ordinal) ? SameCommune : Within)
            : one.Territories.Contains(otherFinest) || other.Territories.Contains(finest) ? Within
            : Apart;
    }

    // Jaccard's index over stems that weigh what they tell.
    private double Shared(HashSet<string> one, HashSet<string> other)
    {
        var all = one.Union(other).Sum(rarityOf);
        return all > 0 ? one.Intersect(other).Sum(rarityOf) / all : 0;
    }

    private static HashSet<string> Stems(string text) => [.. FrenchAnalyzer.StemsOf(text)];

    private static List<HashSet<string>> NamesOf(LikenessRecord record) => [.. NameEnd().Split(record.Title).Select(Stems)];

    [GeneratedRegex(@"\s*[:,(|–—]|\s-\s")]
    private static partial Regex NameEnd();

    [GeneratedRegex(@"^https?://(www\.)?")]
    private static partial Regex WebsiteStart();

    [GeneratedRegex("[/?#]+$")]
    private static partial Regex WebsiteEnd();
}
