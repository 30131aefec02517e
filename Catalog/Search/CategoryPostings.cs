using SocialConnect.Catalog.Search.Words;

namespace SocialConnect.Catalog.Search;

/// <summary>The initiatives of a category as postings: a question that tells of it finds them as if they had one more word.</summary>
internal static class CategoryPostings
{
    // Made of the facet's own values, so that members are always those that the facet counts, and an edit of the taxonomy's words needs no indexing.
    public static void Add(Postings postings, IEnumerable<CategoryTold> categories, SearchColumns columns)
    {
        foreach (var category in categories)
        {
            var facet = SearchFacet.All.TakeWhile(other => other != category.Facet).Count();
            if (columns.Values.Find(facet, category.Path) is { } value)
            {
                Add(postings, category.Mark, value, columns);
            }
        }
    }

    private static void Add(Postings postings, string mark, int value, SearchColumns columns)
    {
        for (var block = 0; block < columns.Blocks.Count; block++)
        {
            var (isLive, values) = (columns.Blocks[block].IsLive, columns.Blocks[block].Values);
            var members = new List<Posting>();
            for (var local = 0; local < isLive.Length; local++)
            {
                if (isLive[local] && values[local].AsSpan().Contains(value))
                {
                    members.Add(new Posting((ushort)local, IndexedText.LabelWeight, 0, 0));
                }
            }

            if (members.Count > 0)
            {
                postings.Add(mark, block, Posting.Pack(members));
            }
        }
    }
}
