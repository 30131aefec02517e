using Microsoft.AspNetCore.Components;

namespace SocialConnect.Portal.Look;

/// <summary>Addresses of our own files with their fingerprint, so that browsers may keep them for ever.</summary>
public sealed class Assets(IHttpContextAccessor request)
{
    /// <param name="path">Under wwwroot, such as 'img/symbols.svg'.</param>
    public string this[string path] =>
        "/" + (request.HttpContext?.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>() is { } known ? known[path] : path);
}
