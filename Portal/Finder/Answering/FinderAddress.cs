using SocialConnect.Catalog.Search;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>Addresses of the finder and of the search, which speak the same query.</summary>
internal static class FinderAddress
{
    public const string Path = "/assistant";

    public static string Ask(SearchRequest request) => Path + SearchAddress.Write(Plain(request) with { IsNeed = false });

    public static string Ask(string question) => Path + SearchAddress.Write(new SearchRequest { Question = question });

    public static string Search(SearchRequest request) => "/recherche" + SearchAddress.Write(Plain(request));

    // What only concerns the size of one page is no part of a state.
    private static SearchRequest Plain(SearchRequest request) => request with { PageSize = new SearchRequest().PageSize, Page = 1, After = null, Seed = 0 };
}
