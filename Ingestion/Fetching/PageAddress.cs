using System.Text;
using System.Text.RegularExpressions;

namespace SocialConnect.Ingestion.Fetching;

/// <summary>Addresses as links write them, brought to one form, so that a page is known again.</summary>
public static partial class PageAddress
{
    /// <summary>The absolute http(s) address of a link, without fragment; null where the link leads to no page.</summary>
    public static Uri? Resolve(Uri page, string link)
    {
        link = Slashed(Breaks().Replace(link, "").Trim());
        if (link.Length == 0 || !Uri.TryCreate(page, link, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
        {
            return null;
        }

        if (HostOf(address) is not { Length: > 0 } host)
        {
            return null;
        }

        var path = address.Query == "?" ? address.AbsolutePath : address.PathAndQuery;
        var written = $"{address.Scheme}://{host}{(address.IsDefaultPort ? "" : $":{address.Port}")}{Octets().Replace(path, octet => octet.Value.ToUpperInvariant())}";
        return written == address.OriginalString ? address : Uri.TryCreate(written, UriKind.Absolute, out var known) ? known : null;
    }

    /// <summary>Without the parameters that do not change the page ("utm_*" stands for any ending).</summary>
    public static Uri Without(Uri address, IReadOnlyList<string> parameters)
    {
        if (address.Query.Length <= 1 || parameters.Count == 0)
        {
            return address;
        }

        var all = address.Query[1..].Split('&');
        var kept = all.Where(parameter => !parameters.Any(dropped => Names(dropped, parameter))).ToArray();
        return kept.Length == all.Length ? address : new UriBuilder(address) { Query = string.Join('&', kept) }.Uri;
    }

    /// <summary>With the query parameter set to this value, in the place of an earlier one.</summary>
    public static Uri With(Uri address, string parameter, string value)
    {
        var query = address.Query.Length <= 1 ? [] : address.Query[1..].Split('&').Where(part => part.Split('=')[0] != parameter).ToList();
        query.Add($"{Uri.EscapeDataString(parameter)}={Uri.EscapeDataString(value)}");
        return new UriBuilder(address) { Query = string.Join('&', query) }.Uri;
    }

    /// <summary>What stays when a site changes its scheme or moves to www: what an initiative without an identifier is known by.</summary>
    public static string KeyOf(Uri address, Uri home) =>
        SameSite(address.Host, home.Host) && address.Port == home.Port || SameSite(address.Host, home.Host) && address.IsDefaultPort && home.IsDefaultPort
            ? address.PathAndQuery
            : address.AbsoluteUri;

    // Browsers take backslashes for slashes, and three of either for two.
    private static string Slashed(string link)
    {
        var end = link.AsSpan().IndexOfAny('?', '#');
        var (path, rest) = end < 0 ? (link, "") : (link[..end], link[end..]);
        return ManySlashes().Replace(path.Replace('\\', '/'), "$1//") + rest;
    }

    // A name with accents is another way to write the ASCII one that is asked for.
    private static string? HostOf(Uri address)
    {
        try
        {
            var host = address.HostNameType == UriHostNameType.Dns ? address.IdnHost : address.Host;
            return Ascii.IsValid(host) ? host : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    private static bool SameSite(string left, string right) => Bare(left).Equals(Bare(right), StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Bare(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host.AsSpan(4) : host;

    private static bool Names(string dropped, string parameter)
    {
        var name = parameter.Split('=')[0];
        return dropped.EndsWith('*') ? name.StartsWith(dropped[..^1], StringComparison.OrdinalIgnoreCase) : name.Equals(dropped, StringComparison.OrdinalIgnoreCase);
    }

    // "%c3%a9" and "%C3%A9" are one letter.
    [GeneratedRegex("%[0-9a-fA-F]{2}")]
    private static partial Regex Octets();

    [GeneratedRegex("^((?:https?:)?)/{3,}", RegexOptions.IgnoreCase)]
    private static partial Regex ManySlashes();

    // The URL standard drops them wherever they stand.
    [GeneratedRegex(@"[\t\r\n]")]
    private static partial Regex Breaks();
}
