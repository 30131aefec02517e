using System.Globalization;
using System.Text;
using CsvHelper;
using SocialConnect.Catalog.Taxonomy;

namespace SocialConnect.Catalog.Curation;

/// <summary>Mappings as a table for a spreadsheet: partner, tag, state, categories, labels, initiatives; separated by semicolons, in UTF-8 with its mark.</summary>
public static class TagCsv
{
    private static readonly CsvWriterOptions Format = new()
    {
        Separator = ';',
        // A cell that a spreadsheet would take for a formula stays text.
        Injection = CsvInjection.Escape,
        WriteByteOrderMark = true,
    };

    public static async Task WriteAsync(Stream output, Scheme scheme, IAsyncEnumerable<PartnerTag> tags, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(output, Format, leaveOpen: true);
        await csv.WriteRecordAsync(["partenaire", "étiquette", "état", "catégories", "libellés", "initiatives"], cancellationToken);
        await foreach (var tag in tags.WithCancellation(cancellationToken))
        {
            var categories = tag.Categories.Select(scheme.Find).OfType<Category>().ToList();
            await csv.WriteRecordAsync(
                [
                    tag.PartnerSlug,
                    tag.Tag,
                    StateWord(tag.State),
                    string.Join(" | ", categories.Select(category => CategoryName.Of(category).ToString())),
                    string.Join(" | ", categories.Select(category => category.Label)),
                    tag.Initiatives.ToString(CultureInfo.InvariantCulture),
                ],
                cancellationToken);
        }
    }

    /// <summary>The bytes of a file as text: UTF-8, else what French spreadsheets write by default (Windows-1252).</summary>
    public static string Decode(byte[] file)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(file).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(file);
        }
    }

    internal static string StateWord(TagState state) => state switch
    {
        TagState.Unmapped => "à relier",
        TagState.Automatic => "automatique",
        TagState.Mapped => "reliée",
        _ => "ignorée",
    };
}
