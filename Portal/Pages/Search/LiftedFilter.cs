namespace SocialConnect.Portal.Pages.Search;

/// <param name="Count">How many initiatives there are without this one filter.</param>
public sealed record LiftedFilter(ActiveFilter Filter, int Count);
