using SocialConnect.Portal.Finder.Answering;

namespace SocialConnect.Portal.Pages.Assistant;

/// <summary>A turn as the page shows it.</summary>
public sealed record TurnView(string Id, string Question, IReadOnlyList<FinderPart> Parts, bool IsShared);
