using System.Text.RegularExpressions;

namespace SocialConnect.Ingestion.Fetching;

/// <summary>Addresses as links write them, brought to one form, so that a page is known again.</summary>
public static partial class PageAddress
{
    /// <summary>The absolute http(s) address of a link, without fragment; null where the link leads to no page.</summary>
    public static Uri? Resolve(Uri page, string link)
    {
        link = Breaks().Replace(link, "").Trim();
        if (link.Length == 0 || !Uri.TryCreate(page, link, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
        {
            return null;
        }

        return address.Fragment.Length == 0 && address.UserInfo.Length == 0 && address.OriginalString == address.AbsoluteUri
            ? address
            : new Uri(address.GetComponents(UriComponents.SchemeAndServer | UriComponents.PathAndQuery, UriFormat.UriEscaped));
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

    private static bool SameSite(string left, string right) => Bare(left).Equals(Bare(right), StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Bare(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host.AsSpan(4) : host;

    private static bool Names(string dropped, string parameter)
    {
        var name = parameter.Split('=')[0];
        return dropped.EndsWith('*') ? name.StartsWith(dropped[..^1], StringComparison.OrdinalIgnoreCase) : name.Equals(dropped, StringComparison.OrdinalIgnoreCase);
    }

    // The URL standard drops them wherever they stand.
    [GeneratedRegex(@"[\t\r\n]")]
    private static partial Regex Breaks();
}
