namespace SocialConnect.Catalog.Search;

/// <summary>How near documents are to a need by the notions that describe both (<see cref="Words.NotionSpace"/>): the cosine of their profiles.</summary>
internal sealed class ProfileScores
{
    private readonly SearchRoom _room;
    private readonly double _weight;

    private ProfileScores(SearchRoom room, double weight) => (_room, _weight) = (room, weight);

    /// <summary>From 0 to 1.</summary>
    public double LikenessOf(int document) => _room.Likenesses[document];

    public double ScoreOf(int document) => LikenessOf(document) * _weight;

    /// <param name="room">Holds the figures: they are good until it is given back.</param>
    public static ProfileScores Compute(AskedQuestion question, double weight, Postings postings, SearchColumns columns, SearchRoom room)
    {
        foreach (var (mark, asked) in question.Profile)
        {
            foreach (var (block, packed) in postings.BlocksOf(mark))
            {
                var isLive = columns.Blocks[block].IsLive;
                var first = block * Posting.BlockSize;
                for (var i = 0; i < packed.Length / Posting.Size; i++)
                {
                    var posting = Posting.Read(packed, i);
                    if (!isLive[posting.Local])
                    {
                        continue;
                    }

                    ref var likeness = ref room.Likenesses[first + posting.Local];
                    if (likeness == 0)
                    {
                        room.Alike.Add(first + posting.Local);
                    }

                    likeness += asked * posting.Text / byte.MaxValue;
                }
            }
        }

        return new ProfileScores(room, weight);
    }

    /// <summary>The nearest documents that reach what is required.</summary>
    /// <param name="isFound">Those found already.</param>
    public IEnumerable<int> Nearest(Func<int, bool> isFound, double required, int most) =>
        ResultOrder.First(
            _room.Alike.Where(document => LikenessOf(document) >= required && !isFound(document)).Select(document => new Candidate(document, LikenessOf(document), "", 0)), most)
            .Select(candidate => candidate.Document);
}
