using System.Globalization;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Portal.Look;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>Facts of records side by side, or of one by itself, as the database has them.</summary>
internal static class RecordFacts
{
    private const string NotStated = "Non précisé";

    public static FactsPart Of(NumberedRecord numbered)
    {
        var record = numbered.Record;
        var facts = new List<Fact>();
        Add(facts, "Organisation", record.Organisation);
        Add(facts, "Lieu", PlaceOf(record));
        Add(facts, "Adresse", string.Join(" ", new[] { record.Address, record.Postcode }.Where(part => !string.IsNullOrWhiteSpace(part) && !Suspicion.HidesSigns(part))));
        if (record.Website is { } website)
        {
            facts.Add(new Fact("Site", website.Host, website.AbsoluteUri));
        }

        facts.Add(new Fact("Fiche du partenaire", record.PartnerName, record.PageUrl.AbsoluteUri));
        return new FactsPart(
            numbered.Number, record.Title, InitiativeAddress.Of(record.Id, record.Title), facts, $"vu le {French.Date(record.LastSeenAt)} sur {record.PartnerName}");
    }

    public static IReadOnlyList<ComparisonRow> Compare(IReadOnlyList<NumberedRecord> records)
    {
        IReadOnlyList<string> Row(Func<QuotableRecord, string?> value) => [.. records.Select(numbered => value(numbered.Record) is { Length: > 0 } known ? known : NotStated)];
        List<ComparisonRow> rows =
        [
            new("Ce que c’est", Row(record => Shorten(record.Summary.Length > 0 ? record.Summary : record.Body))),
            new("Où", Row(PlaceOf)),
            new("Qui", Row(record => record.Organisation)),
            new("Thèmes et publics", Row(record => string.Join(", ", record.Categories.Take(5)))),
            new("Publiée", Row(record => record.PublishedOn is { } day ? French.Date(day) : null)),
            new("Source", Row(record => record.PartnerName)),
        ];
        return [.. rows.Where(row => row.Values.Any(value => value != NotStated))];
    }

    private static string? PlaceOf(QuotableRecord record) =>
        record.Place.Count > 0 ? string.Join(", ", record.Place.Take(2)) + (record.IsNational ? ", et partout en France" : "") : record.IsNational ? "Partout en France" : null;

    private static void Add(List<Fact> facts, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            facts.Add(new Fact(name, value, null));
        }
    }

    private static string Shorten(string text)
    {
        const int Longest = 220;
        var end = text.Length <= Longest ? -1 : text.LastIndexOf(' ', Longest);
        return end < 0 ? text[..Math.Min(text.Length, Longest)] : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, end)}…");
    }
}
