using System.Text;
using System.Text.Json;
using SocialConnect.Ingestion.Fetching;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Fetching;

public sealed class PageEncodingTests
{
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
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
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
}
