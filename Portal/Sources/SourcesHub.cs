using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Sources;

/// <summary>Tells pages about sources that something has got on; they ask again for what they show, by the same address as without script.</summary>
[Authorize(Policy = Policies.SourceEditors)]
public sealed class SourcesHub : Hub
{
    public const string Path = "/hubs/sources";

    /// <summary>Sent with "visit" or "probe" and the id of what has got on.</summary>
    public const string Progress = "progress";
}
