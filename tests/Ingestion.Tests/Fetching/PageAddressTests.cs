using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SocialConnect.Ingestion.Fetching;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Fetching;

public sealed partial class PageAddressTests
{
    // By what they have in common: why we do not follow the standard, or the normaliser of another crawler, there.
    private static readonly Dictionary<string, string[]> LeftOut = new(StringComparer.Ordinal)
    {
        ["leads to the page that it stands on"] = ["", "  \t"],
        ["a name or password before the host: such links are for people who log in"] = ["http://::@c@d:2", "https://@test@test@example:800/", "https://@@@example"],
        ["a scheme without its slashes, and another one than the page's"] = ["https:/example.com/", "https:example.com/"],
        ["a number that is no IPv4 address: it is refused when it is looked up"] =
        [
            "http://192.168.0.257", "http://1.2.3.4./", "http://192.168.257.", "http://999999999.", "http://10000000000", "http://4294967296", "http://18446744073709551616", "http://18446744075840258049",
            "http://0xffffffff1", "http://256.256.256.256", "http://1.2.3.4.5", "http://1.2.3.4.5.", "http://256.256.256.256.256", "http://256.256.256.256.256.",
        ],
        ["an address within an address: the same host, written another way"] = ["http://[::127.0.0.1]", "http://[0:0:0:0:0:0:13.1.68.3]", "http://[::%31]"],
        ["a host in octets, which hides where it leads"] =
            ["http://%30%78%63%30%2e%30%32%35%30.01", "http://%30%78%63%30%2e%30%32%35%30.01%2e", "https://www.0251-sachverst%c3%a4ndiger.de/", "https://example%2Ecom/"],
        ["braces and brackets, which a server reads the same escaped or not"] = ["http://`{}:`{}@h/`{}?`{}", "http://x.com/?x[y]=1"],
        ["a server may tell one slash from two, and what an order of parameters means"] =
        [
            "http://foo.com//aa/bb/foo.html", "http://foo.com/aa//bb/foo.html", "http://foo.com/aa/bb//foo.html", "http://foo.com//aa//bb//foo.html", "http://foo.com////aa////bb//foo.html",
            "http://foo.com////aa////bb////foo.html", "http://example.com/?b=1&a=1", "http://foo.com/foo.html?b=1&a=1", "http://foo.com/index?b=2&a=1", "http://foo.com/index?b=2&a=1#c", "http://foo.com/index?a=1&b=",
            "http://foo.com/index?b&a=1", "http://foo.com/index?b=&a=1", "http://foo.com/index?b=1&a=1&", "http://foo.com/index?&b=1&a=1", "http://foo.com/index?&=1&a=1", "http://foo.com/index?=1&b=1&a=1",
        ],
        ["no host at all"] = ["http:////", "http:///////"],
        ["within a page, a link without scheme is relative to it"] = ["foo.com/index.html"],
        ["a host name with the root's dot, which certificates lack"] = ["https://www.example.org./"],
        ["two capital sharp s, which .NET still reads as ss"] = ["\u1E9E.com", "\u1E9E.foo.com"],
        ["mixed directions of writing, which no registry gives out"] = ["\u064Aa", "look\u202Eout.net", "look\u05BEout.net"],
    };

    private static readonly HashSet<string> Excepted = LeftOut.Values.SelectMany(inputs => inputs).ToHashSet(StringComparer.Ordinal);

    [SkippableFact]
    public void Published_links_lead_where_the_URL_standard_says()
    {
        var wrong = new List<string>();
        var cases = Cases("data/web/url/urltestdata.json").Where(one => Base(one) is { Scheme: "http" or "https" }).ToList();
        foreach (var one in cases)
        {
            var expected = one.TryGetProperty("href", out var href) && href.GetString() is ['h', 't', 't', 'p', ..] address ? Known(address) : null;

            var found = PageAddress.Resolve(Base(one)!, one.GetProperty("input").GetString()!);

            if (found?.AbsoluteUri != expected && !Excepted.Contains(one.GetProperty("input").GetString()!))
            {
                wrong.Add($"{JsonSerializer.Serialize(one.GetProperty("input").GetString())} on {one.GetProperty("base")}: {found?.AbsoluteUri ?? "none"} instead of {expected ?? "none"}");
            }
        }

        Assert.True(cases.Count > 200);
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cases.Count}\n" + string.Join('\n', wrong));
    }

    [SkippableTheory]
    [InlineData("data/web/url/IdnaTestV2.json")]
    [InlineData("data/web/url/toascii.json")]
    public void Hosts_in_any_script_have_one_name(string file)
    {
        var wrong = new List<string>();
        var cases = Cases(file).Where(one => InputOf(one) is { Length: > 0 }).ToList();
        var agreed = 0;
        foreach (var one in cases)
        {
            var expected = one.GetProperty("output").GetString();

            var found = PageAddress.Resolve(new Uri("https://partner.example/"), $"https://{one.GetProperty("input").GetString()}/x")?.Host;

            if (found == expected)
            {
                agreed++;
            }
            else if (!Excepted.Contains(one.GetProperty("input").GetString()!) && (found is not null || IsOrdinary(one.GetProperty("input").GetString()!, expected!)))
            {
                wrong.Add($"{JsonSerializer.Serialize(one.GetProperty("input").GetString())}: {found ?? "none"} instead of {expected ?? "none"}");
            }
        }

        Assert.True(agreed * 3 > cases.Count * 2, $"only {agreed} of {cases.Count} agreed");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cases.Count}\n" + string.Join('\n', wrong));
    }

    [SkippableTheory]
    [InlineData("data/web/url/crawler-commons-url-resolve.csv")]
    [InlineData("data/web/url/crawler-commons-weirdToNormalizedUrls.csv")]
    public void Published_addresses_are_brought_to_one_form(string file)
    {
        var wrong = new List<string>();
        // A partner's pages do not lie in files.
        var rows = Rows(file).Where(row => row.Length == 2 || !row[1].StartsWith("file:", StringComparison.Ordinal)).ToList();
        foreach (var row in rows)
        {
            var page = row.Length == 3 && row[1].StartsWith("http", StringComparison.Ordinal) ? new Uri(row[1]) : new Uri("http://partner.example/");

            var found = PageAddress.Resolve(page, row[0])?.AbsoluteUri;

            if (found != (row[^1].StartsWith("http", StringComparison.Ordinal) ? Known(row[^1]) : null) && !Excepted.Contains(row[0].Trim()))
            {
                wrong.Add($"{row[0]} on {page}: {found ?? "none"} instead of {row[^1]}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {rows.Count}\n" + string.Join('\n', wrong));
    }

    [SkippableFact]
    public void Published_addresses_that_are_none_lead_nowhere()
    {
        Assert.All(Rows("data/web/url/crawler-commons-invalidUrls.csv"), row => Assert.Null(PageAddress.Resolve(new Uri("http://partner.example/"), row[0])));
    }

    [Theory]
    [InlineData("/Gu%c3%a9ret", "https://partner.example/Gu%C3%A9ret")]
    [InlineData("/Guéret?", "https://partner.example/Gu%C3%A9ret")]
    [InlineData(@"\\partner.example\projets\1?a=\2", "https://partner.example/projets/1?a=%5C2")]
    [InlineData("///partner.example/1", "https://partner.example/1")]
    [InlineData("https://www.écologie.example/a", "https://www.xn--cologie-9xa.example/a")]
    [InlineData("http://-é-.example/", null)]
    public void A_page_has_one_address_however_a_link_writes_it(string link, string? address)
    {
        Assert.Equal(address, PageAddress.Resolve(new Uri("https://partner.example/liste"), link)?.AbsoluteUri);
    }

    // .NET refuses more than the standard: labels that are too long, empty or end in a hyphen, signs, letters of scripts no longer in use. What a French site may be called must pass.
    private static bool IsOrdinary(string host, string name) =>
        host.All(c => c is '.' or '-' || (char.IsLetterOrDigit(c) && c < '\u0250')) && name.Length <= 253 && name.Split('.').All(label => label is { Length: > 0 and < 64 } and not ['-', ..] and not [.., '-']);

    // No text of .NET's holds half a character.
    private static string? InputOf(JsonElement one)
    {
        try
        {
            return one.GetProperty("input").GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static Uri? Base(JsonElement one) => Uri.TryCreate(one.GetProperty("base").GetString(), UriKind.Absolute, out var found) ? found : null;

    // Pages are known without fragment and password, and by unescaped letters and digits: "%7Efred" and "~fred" are one page.
    private static string Known(string address)
    {
        address = Credentials().Replace(address.Split('#')[0], "$1");
        address = address.IndexOf('?', StringComparison.Ordinal) == address.Length - 1 ? address.TrimEnd('?') : address;
        return Escaped().Replace(address, escaped => (char)int.Parse(escaped.ValueSpan[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var c && (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~') ? c.ToString() : escaped.Value.ToUpperInvariant());
    }

    private static IEnumerable<JsonElement> Cases(string file) =>
        JsonDocument.Parse(File.ReadAllText(SharedMaterial.PathOrSkip(file))).RootElement.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object);

    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(SharedMaterial.PathOrSkip(file)).Where(line => line.Trim().Length > 0 && !line.StartsWith('#')).Select(line => Cell().Matches(line).Select(cell => cell.Groups[1].Success ? cell.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : cell.Groups[2].Value).ToArray());

    [GeneratedRegex("^(https?://)[^/?]*@")]
    private static partial Regex Credentials();

    [GeneratedRegex("%[0-9a-fA-F]{2}")]
    private static partial Regex Escaped();

    [GeneratedRegex("""(?<=^|,) ?(?:"((?:[^"]|"")*)"|([^,]*))(?=,|$)""")]
    private static partial Regex Cell();
}
