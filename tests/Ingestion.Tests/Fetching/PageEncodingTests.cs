using System.Text;
using System.Text.Json;
using SocialConnect.Ingestion.Fetching;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Fetching;

public sealed class PageEncodingTests
{
    private static readonly Dictionary<string, string> LeftOut = new(StringComparer.Ordinal)
    {
        ["EUC-TW"] = "no browser reads it",
        ["UTF-32"] = "no browser reads it: its mark is that of UTF-16",
    };

    // Python's names; the Web means Windows-1252 when it says Latin-1 or ASCII.
    private static readonly Dictionary<string, string> OnTheWeb = new(StringComparer.Ordinal)
    {
        ["CP932"] = "shift_jis",
        ["CP949"] = "ks_c_5601-1987",
        ["MacRoman"] = "macintosh",
        ["MacCyrillic"] = "x-mac-cyrillic",
        ["TIS-620"] = "windows-874",
        ["utf-8-sig"] = "utf-8",
        ["iso-8859-1"] = "windows-1252",
        ["ascii"] = "windows-1252",
    };

    static PageEncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("windows-1252", null, "")]
    [InlineData("windows-1252", "iso-8859-1", "")]
    [InlineData("windows-1252", null, "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=iso-8859-1\">")]
    // What a page says of itself can be wrong: its bytes cannot.
    [InlineData("windows-1252", "utf-8", "")]
    [InlineData("windows-1252", null, "<meta charset=\"utf-8\">")]
    [InlineData("utf-8", "iso-8859-1", "")]
    [InlineData("utf-8", null, "<meta charset=windows-1252>")]
    [InlineData("utf-8", null, "")]
    [InlineData("iso-8859-15", "iso-8859-15", "")]
    [InlineData("utf-8", null, "<!-- <meta charset=\"shift_jis\"> --><meta charset='utf-8'>")]
    public void An_accent_and_an_apostrophe_come_out_right(string written, string? header, string head)
    {
        const string Text = "L’été à l’œuvre";
        var text = written == "iso-8859-15" ? "L'été à l'œuvre, 5 €" : Text;

        var read = PageEncoding.Decode(Encoding.GetEncoding(written).GetBytes(head + text), header);

        Assert.EndsWith(text, read, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_settles_it()
    {
        Assert.Equal("é", PageEncoding.Decode([0xEF, 0xBB, 0xBF, 0xC3, 0xA9], "iso-8859-1"));
        Assert.Equal("é", PageEncoding.Decode([0xFF, 0xFE, 0xE9, 0x00], "utf-8"));
        Assert.Equal("é", PageEncoding.Decode([0xFE, 0xFF, 0x00, 0xE9], null));
    }

    [SkippableFact]
    public void Published_cases_read_as_the_standard_says()
    {
        var cases = JsonDocument.Parse(File.ReadAllText(SharedMaterial.PathOrSkip("data/web/charset/html5lib-encoding-cases.json"))).RootElement;
        var wrong = new List<string>();
        foreach (var one in cases.EnumerateArray().Where(one => !one.GetProperty("data_latin1").GetString()!.Contains("<script", StringComparison.OrdinalIgnoreCase)))
        {
            var bytes = Encoding.Latin1.GetBytes(one.GetProperty("data_latin1").GetString()!);
            var expected = Encoding.GetEncoding(one.GetProperty("encoding").GetString()!);

            if (PageEncoding.Decode(bytes, null) != expected.GetString(bytes).TrimStart('\uFEFF'))
            {
                wrong.Add($"{one.GetProperty("encoding")}: {Encoding.Latin1.GetString(bytes[..Math.Min(300, bytes.Length)])}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n---\n", wrong));
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("cp1252")]
    [InlineData("iso8859-15")]
    [InlineData("nothing-known")]
    public void A_name_that_is_unusual_or_unsafe_costs_no_accent(string name)
    {
        Assert.Equal("été", PageEncoding.Decode([0xE9, (byte)'t', 0xE9], name));
    }

    [SkippableFact]
    public void Published_pages_read_as_they_were_written()
    {
        var wrong = new List<string>();
        var cases = JsonDocument.Parse(File.ReadAllText(SharedMaterial.PathOrSkip("data/web/charset/chardet.json"))).RootElement.EnumerateArray().ToList();
        foreach (var one in cases)
        {
            var (file, encoding) = (one.GetProperty("file").GetString()!, one.GetProperty("encoding").GetString()!);
            if (LeftOut.ContainsKey(encoding))
            {
                continue;
            }

            var bytes = File.ReadAllBytes(SharedMaterial.PathOrSkip($"data/web/charset/{file}"));
            var name = OnTheWeb.GetValueOrDefault(encoding, encoding);
            var expected = (encoding == "UTF-16" && bytes[0] == 0xFE ? Encoding.BigEndianUnicode : Encoding.GetEncoding(name)).GetString(bytes).TrimStart('\uFEFF');

            if (PageEncoding.Decode(bytes, name) != expected)
            {
                wrong.Add($"{file} named {name}: {PageEncoding.Detect(bytes, name, out _).WebName}");
            }

            if (SaysItself(bytes, encoding) && PageEncoding.Decode(bytes, null) != expected)
            {
                wrong.Add($"{file} {encoding}, unnamed: {PageEncoding.Detect(bytes, null, out _).WebName}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cases.Count}\n" + string.Join("\n", wrong));
    }

    // Without a word on it, only what a French site can be in is recognised.
    private static bool SaysItself(byte[] bytes, string encoding) =>
        encoding is "utf-8" or "utf-8-sig" or "ascii" or "iso-8859-1" or "windows-1252" or "UTF-16"
        || (encoding is not ("MacCyrillic" or "CP949") && Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 1024))) is var head && (head.Contains("encoding=", StringComparison.OrdinalIgnoreCase) || head.Contains("charset=", StringComparison.OrdinalIgnoreCase)));
}
