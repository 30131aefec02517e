using System.Text;
using System.Text.Json;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Partners;
using SocialConnect.Testing;

namespace SocialConnect.Catalog.Tests.Curation;

/// <summary>The 835 mappings that the Carrefour's team made by hand under its first nomenclature, for 30 partners.</summary>
internal static class CarrefourMappings
{
    /// <summary>Adds the partners and reads the mappings as a curator's table; the test is skipped where they are absent.</summary>
    public static async Task<TagImportPlan> ReadAsync(CurationDatabase database)
    {
        using var shared = JsonDocument.Parse(await File.ReadAllTextAsync(SharedMaterial.PathOrSkip("data/taxonomy/partner-tag-mappings.json")));
        var rows = shared.RootElement.GetProperty("mappings").EnumerateArray()
            .Select(row => (Partner: row.GetProperty("partner").GetString()!, Tag: row.GetProperty("tag").GetString()!, Codes: row.GetProperty("codes").EnumerateArray().Select(code => code.GetString()!).ToList()))
            .ToList();
        var partners = new PartnerStore(database.Source);
        foreach (var (name, place) in rows.Select(row => row.Partner).Distinct().Select((name, place) => (name, place)))
        {
            await partners.SaveAsync($"carried-{place}", name, new Uri("https://partner.example/"), "", CancellationToken.None);
        }

        var table = new StringBuilder("partner\ttag\tcodes\n");
        foreach (var (partner, tag, codes) in rows)
        {
            table.Append(partner).Append('\t').Append('"').Append(tag.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"').Append('\t').AppendJoin('|', codes).Append('\n');
        }

        return await new TagImport(database.Source, database.Taxonomy, partners).ReadAsync(table.ToString(), earlier: 1, null, CancellationToken.None);
    }
}
