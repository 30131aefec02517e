namespace SocialConnect.Catalog.Search;

/// <summary>
/// BM25 over two fields (Robertson, Zaragoza and Taylor 2004: frequencies are weighted and normalised by their field's length, added, then saturated once),
/// for all documents that have at least one word of the question.
/// </summary>
internal sealed class WordScores
{
    private readonly float[] _scores;
    private readonly float[] _coverages;
    private readonly uint[] _concepts;
    private readonly uint[] _related;
    private readonly List<int> _found = [];

    private WordScores(int capacity)
    {
        _scores = new float[capacity];
        _coverages = new float[capacity];
        _concepts = new uint[capacity];
        _related = new uint[capacity];
    }

    /// <summary>Documents with at least one word, in no order.</summary>
    public IReadOnlyList<int> Found => _found;

    public float BestScore { get; private set; }

    public float ScoreOf(int document) => _scores[document];

    /// <summary>The part of the required concepts' weight that the document has, from 0 to 1.</summary>
    public float CoverageOf(int document) => _coverages[document];

    /// <summary>A bit per concept of the question found by a typed word.</summary>
    public uint ConceptsOf(int document) => _concepts[document];

    /// <summary>A bit per concept found by a related word only.</summary>
    public uint RelatedOf(int document) => _related[document] & ~_concepts[document];

    public static WordScores Compute(AskedQuestion question, Postings postings, SearchColumns columns, SearchOptions options)
    {
        var scores = new WordScores(columns.Capacity);
        var weights = Weights(question, postings, columns);
        var required = question.Concepts.Zip(weights).Where(pair => pair.First.IsRequired).Sum(pair => pair.Second);
        var contributions = new Contribution[columns.Capacity];
        for (var i = 0; i < question.Concepts.Count; i++)
        {
            var concept = question.Concepts[i];
            var share = concept.IsRequired && required > 0 ? weights[i] / required : 0;
            foreach (var alternative in concept.Alternatives)
            {
                scores.Add(i, alternative, weights[i], share, postings, columns, options, contributions);
            }
        }

        scores.BestScore = scores._found.Select(scores.ScoreOf).DefaultIfEmpty().Max();
        return scores;
    }

    /// <summary>The inverse document frequency that each concept counts with: its own word's, or that of the first alternative that is known.</summary>
    private static double[] Weights(AskedQuestion question, Postings postings, SearchColumns columns)
    {
        var counts = question.Concepts.Select(concept => concept.Alternatives.Select(alternative => postings.CountOf(alternative.Stem)).FirstOrDefault(count => count > 0)).ToArray();
        var known = counts.Where(count => count > 0).Select(count => InverseFrequency(count, columns.LiveCount)).DefaultIfEmpty().Average();
        // A word that nobody uses is not the most telling one: it counts as the others do.
        return [.. question.Concepts.Zip(counts, (concept, count) => concept.Importance * (count > 0 ? InverseFrequency(count, columns.LiveCount) : known))];
    }

    private static double InverseFrequency(int count, int all) => Math.Log(1 + (all - count + 0.5) / (count + 0.5));

    private void Add(
        int concept, Alternative alternative, double weight, double share, Postings postings, SearchColumns columns, SearchOptions options, Contribution[] contributions)
    {
        var count = postings.CountOf(alternative.Stem);
        if (count == 0)
        {
            return;
        }

        // A rare synonym must not outweigh the word it stands for.
        var idf = Math.Min(weight, InverseFrequency(count, columns.LiveCount)) * alternative.Factor;
        var bit = 1u << concept;
        var (headScale, textScale) = (options.HeadWeight / 4, 0.25);
        var (headBase, textBase) = (1 - options.HeadLengthWeight, 1 - options.TextLengthWeight);
        var (headSlope, textSlope) = (options.HeadLengthWeight / columns.AverageHeadLength, options.TextLengthWeight / columns.AverageTextLength);
        foreach (var (block, packed) in postings.BlocksOf(alternative.Stem))
        {
            var column = columns.Blocks[block];
            for (var i = 0; i < packed.Length / Posting.Size; i++)
            {
                var posting = Posting.Read(packed, i);
                if (!column.IsLive[posting.Local])
                {
                    continue;
                }

                var frequency = posting.Head * headScale / (headBase + headSlope * column.HeadLengths[posting.Local])
                    + posting.Text * textScale / (textBase + textSlope * column.TextLengths[posting.Local]);
                var score = (float)(idf * frequency * (options.Saturation + 1) / (frequency + options.Saturation));
                Count(block * Posting.BlockSize + posting.Local, concept, bit, alternative.IsRelated, score, (float)(share * alternative.Factor), contributions);
            }
        }
    }

    // Of a concept's alternatives, the best one counts.
    private void Count(int document, int concept, uint bit, bool isRelated, float score, float share, Contribution[] contributions)
    {
        if (_concepts[document] == 0 && _related[document] == 0)
        {
            _found.Add(document);
        }

        ref var before = ref contributions[document];
        if (before.Concept != concept + 1)
        {
            before = new Contribution(concept + 1, 0, 0);
        }

        if (score > before.Score)
        {
            _scores[document] += score - before.Score;
            before.Score = score;
        }

        if (share > before.Share)
        {
            _coverages[document] += share - before.Share;
            before.Share = share;
        }

        (isRelated ? _related : _concepts)[document] |= bit;
    }

    private record struct Contribution(int Concept, float Score, float Share);
}
