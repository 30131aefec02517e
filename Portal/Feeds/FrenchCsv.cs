using CsvHelper;

namespace SocialConnect.Portal.Feeds;

/// <summary>Tables as French spreadsheets open them: UTF-8 with its mark, semicolons.</summary>
internal static class FrenchCsv
{
    public static CsvWriterOptions Format { get; } = new()
    {
        Separator = ';',
        // A cell that a spreadsheet would take for a formula stays text.
        Injection = CsvInjection.Escape,
        WriteByteOrderMark = true,
    };
}
