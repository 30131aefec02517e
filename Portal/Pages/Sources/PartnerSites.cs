using SocialConnect.Catalog.Partners;

namespace SocialConnect.Portal.Pages.Sources;

/// <summary>Tells partners whose site is read already.</summary>
internal static class PartnerSites
{
    /// <summary>Those on the same host, with or without "www.".</summary>
    public static List<Partner> Of(Uri address, IEnumerable<Partner> partners) => [.. partners.Where(partner => HostOf(partner.HomeUrl) == HostOf(address))];

    private static string HostOf(Uri address)
    {
        var host = address.Authority;
        return host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;
    }
}
