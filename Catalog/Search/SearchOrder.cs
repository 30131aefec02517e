namespace SocialConnect.Catalog.Search;

public enum SearchOrder
{
    /// <summary>Best answers to the question first; without a question, a fair mix of partners.</summary>
    Relevance,
    Newest,

    /// <summary>By distance to <see cref="SearchRequest.Near"/>; those without a place come last.</summary>
    Nearest,
    Name,
}
