namespace SocialConnect.Portal.Feeds;

/// <summary>Whole addresses, for what is read away from the site: feeds, exports, maps of the site.</summary>
public static class PublicAddress
{
    /// <param name="path">With its leading slash.</param>
    public static string To(this HttpRequest request, string path) => $"{request.Scheme}://{request.Host}{request.PathBase}{path}";
}
