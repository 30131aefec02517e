using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace SocialConnect.Ingestion.Fetching;

/// <summary>Finds out in which encoding a page was written. Partners publish in Latin-1 and say UTF-8, so the bytes are asked too.</summary>
public static partial class PageEncoding
{
    private const int Prescan = 4096;

    static PageEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static Encoding Windows1252 => Encoding.GetEncoding(1252);

    /// <param name="declared">The charset of the Content-Type header, or what the recipe insists on.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? declared)
    {
        var encoding = Detect(bytes, declared, out var mark);
        return encoding.GetString(bytes[mark..]);
    }

    /// <summary>In this order: byte order mark, header, what the page itself says, and the bytes where these are wrong or silent.</summary>
    public static Encoding Detect(ReadOnlySpan<byte> bytes, string? declared, out int mark)
    {
        mark = 0;
        if (bytes.StartsWith("\uFEFF"u8))
        {
            mark = 3;
            return Encoding.UTF8;
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            mark = 2;
            return Encoding.BigEndianUnicode;
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            mark = 2;
            return Encoding.Unicode;
        }

        var said = Named(declared) ?? Named(DeclaredInside(bytes));
        if (said is null or UTF8Encoding)
        {
            return Utf8.IsValid(bytes) ? Encoding.UTF8 : Windows1252;
        }

        // Text beyond ASCII that happens to be valid UTF-8 is UTF-8, whatever was declared in one byte a letter.
        return said.IsSingleByte && bytes.ContainsAnyExceptInRange((byte)0, (byte)127) && Utf8.IsValid(bytes) ? Encoding.UTF8 : said;
    }

    private static string? DeclaredInside(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(Prescan, bytes.Length)]);
        var xml = XmlDeclaration().Match(head);
        if (xml.Success)
        {
            return xml.Groups[1].Value;
        }

        foreach (Match meta in Meta().Matches(Comments().Replace(head, "")))
        {
            var charset = Charset().Match(meta.Value);
            if (charset.Success)
            {
                // A page that could be read this far is not in UTF-16, whatever it says.
                return charset.Groups[1].Value.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) ? "utf-8" : charset.Groups[1].Value;
            }
        }

        return null;
    }

    // The Web means Windows-1252 when it says Latin-1 or ASCII.
    private static Encoding? Named(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        // .NET knows most of the Web's labels, but not all the ways to write those of code pages and of ISO 8859.
        var label = CodePage().Replace(IsoPart().Replace(name.Trim().Trim('"', '\''), "iso-8859-$1"), "windows-$1");
        try
        {
            var encoding = Encoding.GetEncoding(label);
            return encoding.CodePage is 28591 or 20127 ? Windows1252 : encoding;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    [GeneratedRegex("^iso[-_]?8859[-_]?(1?[0-9])$", RegexOptions.IgnoreCase)]
    private static partial Regex IsoPart();

    [GeneratedRegex("^(?:x-)?cp(125[0-8])$", RegexOptions.IgnoreCase)]
    private static partial Regex CodePage();

    [GeneratedRegex("""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']""")]
    private static partial Regex XmlDeclaration();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"<meta[\s/][^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Meta();

    [GeneratedRegex("""charset\s*=\s*["']?\s*([\w.:-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Charset();
}
