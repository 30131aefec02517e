using System.Text.Json;
using System.Text.RegularExpressions;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Extraction;

/// <summary>Answers in JSON, with or without a byte order mark, in any encoding, and with the slips that servers make.</summary>
internal static partial class JsonPage
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 128 };

    /// <exception cref="FormatException">It is not JSON; the message, in French, says where.</exception>
    public static PageView Read(Uri address, byte[] bytes, string? charset)
    {
        try
        {
            using var document = JsonDocument.Parse(WithoutHalves(PageEncoding.Decode(bytes, charset)), Options);
            return PageView.OfJson(address, document.RootElement.Clone());
        }
        catch (JsonException failure)
        {
            throw new FormatException($"la réponse n’est pas du JSON correct (ligne {failure.LineNumber + 1}, caractère {failure.BytePositionInLine + 1})", failure);
        }
    }

    // Texts cut in the middle of a character leave half of it, and .NET then refuses the whole text.
    private static string WithoutHalves(string text) =>
        text.Contains("\\ud", StringComparison.OrdinalIgnoreCase) ? Escapes().Replace(text, escape => escape.Groups["half"].Success ? "" : escape.Value) : text;

    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.")]
    private static partial Regex Escapes();
}
