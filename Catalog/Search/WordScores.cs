using System.Numerics;
using System.Numerics.Tensors;

namespace SocialConnect.Catalog.Search;

/// <summary>
/// BM25 over two fields (Robertson, Zaragoza and Taylor 2004: frequencies are weighted and normalised by their field's length, added, then saturated once),
/// for all documents that have at least one word of the question; the more, the more of the question stands together in one passage.
/// </summary>
internal sealed class WordScores
{
    /// <summary>Passages count in whole numbers: so many are the weight of the question.</summary>
    public const ushort WholeQuestion = ushort.MaxValue;

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

    /// <summary>The part of the question's weight that stands together in its best passage, from 0 to 1; 0 when passages do not count.</summary>
    public float TogetherIn(int document) => (float)(_scores[document].Everywhere + TensorPrimitives.Max<ushort>(_room.PassagesOf(document))) / WholeQuestion;

    /// <summary>A bit per concept of the question found by a typed word.</summary>
    public uint ConceptsOf(int document) => _scores[document].Concepts;

    /// <summary>A bit per concept found by a related word only.</summary>
    public uint RelatedOf(int document) => _scores[document].Related & ~_scores[document].Concepts;

    /// <param name="room">Holds the figures: they are good until it is given back.</param>
    public static WordScores Compute(AskedQuestion question, Postings postings, SearchColumns columns, SearchOptions options, SearchRoom room)
    {
        var scores = new WordScores(room);
        var weights = Weights(question, postings, columns);
        var all = weights.Sum();
        scores.HighestScore = all * (options.Saturation + 1);
        var passageWeight = question.IsNeed ? options.NeedPassageWeight : options.PassageWeight;
        var required = question.Concepts.Zip(weights).Where(pair => pair.First.IsRequired).Sum(pair => pair.Second);
        for (var i = 0; i < question.Concepts.Count; i++)
        {
            var concept = question.Concepts[i];
            var share = concept.IsRequired && required > 0 ? weights[i] / required : 0;
            // The weightiest first: where it stands, the others add nothing to a passage.
            var alternatives = concept.Alternatives.Select(alternative => (Alternative: alternative, Weight: WeightOf(alternative, weights[i], postings, columns))).Where(pair => pair.Weight > 0);
            foreach (var (alternative, weight) in alternatives.OrderByDescending(pair => pair.Weight))
            {
                var inPassage = passageWeight > 0 ? (ushort)(WholeQuestion * weight / all) : (ushort)0;
                scores.Add(i, alternative, weight, share, inPassage, postings, columns, options);
            }
        }

        foreach (var document in room.Touched)
        {
            ref var sum = ref scores._scores[document];
            if (passageWeight > 0)
            {
                sum.Score *= 1 + (float)passageWeight * scores.TogetherIn(document);
            }

            scores.BestScore = Math.Max(scores.BestScore, sum.Score);
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

    // A rare synonym must not outweigh the word it stands for.
    private static double WeightOf(Alternative alternative, double weight, Postings postings, SearchColumns columns) =>
        postings.CountOf(alternative.Stem) is > 0 and var count ? Math.Min(weight, InverseFrequency(count, columns.LiveCount)) * alternative.Factor : 0;

    /// <param name="weight">What the alternative counts, before its frequency.</param>
    /// <param name="share">What it covers of what the question requires.</param>
    /// <param name="inPassage">What it adds to the passages where it stands.</param>
    private void Add(
        int concept, Alternative alternative, double weight, double share, ushort inPassage, Postings postings, SearchColumns columns, SearchOptions options)
    {
        var bit = 1u << concept;
        var (headScale, textScale) = ((float)options.HeadWeight / 4, 0.25f);
        var (headBase, textBase) = ((float)(1 - options.HeadLengthWeight), (float)(1 - options.TextLengthWeight));
        var (headSlope, textSlope) = ((float)(options.HeadLengthWeight / columns.AverageHeadLength), (float)(options.TextLengthWeight / columns.AverageTextLength));
        var (saturation, most) = ((float)options.Saturation, (float)(weight * (options.Saturation + 1)));
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
                if (inPassage > 0)
                {
                    Stand(first + posting.Local, posting.Head > 0 ? uint.MaxValue : posting.Passages, inPassage);
                }
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
            (sum.Concept, sum.ConceptScore, sum.ConceptShare, sum.ConceptPassages) = (concept + 1, 0, 0, 0);
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

    // A word of the head stands beside every passage.
    private void Stand(int document, uint passages, ushort weight)
    {
        ref var sum = ref _scores[document];
        var added = passages & ~sum.ConceptPassages;
        sum.ConceptPassages |= passages;
        if (added == uint.MaxValue)
        {
            sum.Everywhere += weight;
            return;
        }

        for (var weights = _room.PassagesOf(document); added != 0; added &= added - 1)
        {
            weights[BitOperations.TrailingZeroCount(added)] += weight;
        }
    }
}
