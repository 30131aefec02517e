namespace SocialConnect.Catalog.Search;

/// <summary>
/// BM25 over two fields (Robertson, Zaragoza and Taylor 2004: frequencies are weighted and normalised by their field's length, added, then saturated once),
/// for all documents that have at least one word of the question.
/// </summary>
internal sealed class WordScores
{
    private readonly SearchRoom _room;
    private readonly DocumentScore[] _scores;

    private WordScores(SearchRoom room) => (_room, _scores) = (room, room.Scores);

    /// <summary>Documents with at least one word, in no order.</summary>
    public IReadOnlyList<int> Found => _room.Touched;

    public float BestScore { get; private set; }

    /// <summary>What no document's score exceeds: that of all words, each saturated.</summary>
    public double HighestScore { get; private set; }

    public float ScoreOf(int document) => _scores[document].Score;

    /// <summary>The part of the required concepts' weight that the document has, from 0 to 1.</summary>
    public float CoverageOf(int document) => _scores[document].Coverage;

    /// <summary>A bit per concept of the question found by a typed word.</summary>
    public uint ConceptsOf(int document) => _scores[document].Concepts;

    /// <summary>A bit per concept found by a related word only.</summary>
    public uint RelatedOf(int document) => _scores[document].Related & ~_scores[document].Concepts;

    /// <param name="room">Holds the figures: they are good until it is given back.</param>
    public static WordScores Compute(AskedQuestion question, Postings postings, SearchColumns columns, SearchOptions options, SearchRoom room)
    {
        var scores = new WordScores(room);
        var weights = Weights(question, postings, columns);
        scores.HighestScore = weights.Sum() * (options.Saturation + 1);
        var required = question.Concepts.Zip(weights).Where(pair => pair.First.IsRequired).Sum(pair => pair.Second);
        for (var i = 0; i < question.Concepts.Count; i++)
        {
            var concept = question.Concepts[i];
            var share = concept.IsRequired && required > 0 ? weights[i] / required : 0;
            foreach (var alternative in concept.Alternatives)
            {
                scores.Add(i, alternative, weights[i], share, postings, columns, options);
            }
        }

        foreach (var document in room.Touched)
        {
            scores.BestScore = Math.Max(scores.BestScore, scores._scores[document].Score);
        }

        return scores;
    }

    /// <summary>The inverse document frequency that each concept counts with: its own word's, or that of the first alternative that is known.</summary>
    private static double[] Weights(AskedQuestion question, Postings postings, SearchColumns columns)
    {
        var counts = question.Concepts.Select(concept => concept.Alternatives.Select(alternative => postings.CountOf(alternative.Stem)).FirstOrDefault(count => count > 0)).ToArray();
        var known = counts.Where(count => count > 0).Select(count => InverseFrequency(count, columns.LiveCount)).DefaultIfEmpty().Average();
        // A word that nobody uses is not the most telling one among chosen words: it counts as the others do. In a tale it may be what it is all about.
        known = question.IsNeed ? InverseFrequency(0, columns.LiveCount) : known;
        return [.. question.Concepts.Zip(counts, (concept, count) => concept.Importance * (count > 0 ? InverseFrequency(count, columns.LiveCount) : known))];
    }

    private static double InverseFrequency(int count, int all) => Math.Log(1 + (all - count + 0.5) / (count + 0.5));

    private void Add(
        int concept, Alternative alternative, double weight, double share, Postings postings, SearchColumns columns, SearchOptions options)
    {
        var count = postings.CountOf(alternative.Stem);
        if (count == 0)
        {
            return;
        }

        // A rare synonym must not outweigh the word it stands for.
        var idf = Math.Min(weight, InverseFrequency(count, columns.LiveCount)) * alternative.Factor;
        var bit = 1u << concept;
        var (headScale, textScale) = ((float)options.HeadWeight / 4, 0.25f);
        var (headBase, textBase) = ((float)(1 - options.HeadLengthWeight), (float)(1 - options.TextLengthWeight));
        var (headSlope, textSlope) = ((float)(options.HeadLengthWeight / columns.AverageHeadLength), (float)(options.TextLengthWeight / columns.AverageTextLength));
        var (saturation, most) = ((float)options.Saturation, (float)(idf * (options.Saturation + 1)));
        var covered = (float)(share * alternative.Factor);
        foreach (var (block, packed) in postings.BlocksOf(alternative.Stem))
        {
            var column = columns.Blocks[block];
            var (isLive, headLengths, textLengths) = (column.IsLive, column.HeadLengths, column.TextLengths);
            var first = block * Posting.BlockSize;
            for (var i = 0; i < packed.Length / Posting.Size; i++)
            {
                var posting = Posting.Read(packed, i);
                if (!isLive[posting.Local])
                {
                    continue;
                }

                var frequency = posting.Text * textScale / (textBase + textSlope * textLengths[posting.Local]);
                if (posting.Head > 0)
                {
                    frequency += posting.Head * headScale / (headBase + headSlope * headLengths[posting.Local]);
                }

                Count(first + posting.Local, concept, bit, alternative.IsRelated, most * frequency / (frequency + saturation), covered);
            }
        }
    }

    // Of a concept's alternatives, the best one counts.
    private void Count(int document, int concept, uint bit, bool isRelated, float score, float share)
    {
        ref var sum = ref _scores[document];
        if ((sum.Concepts | sum.Related) == 0)
        {
            _room.Touched.Add(document);
        }

        if (sum.Concept != concept + 1)
        {
            (sum.Concept, sum.ConceptScore, sum.ConceptShare) = (concept + 1, 0, 0);
        }

        if (score > sum.ConceptScore)
        {
            sum.Score += score - sum.ConceptScore;
            sum.ConceptScore = score;
        }

        if (share > sum.ConceptShare)
        {
            sum.Coverage += share - sum.ConceptShare;
            sum.ConceptShare = share;
        }

        if (isRelated)
        {
            sum.Related |= bit;
        }
        else
        {
            sum.Concepts |= bit;
        }
    }
}
