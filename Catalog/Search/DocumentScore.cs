namespace SocialConnect.Catalog.Search;

/// <summary>What a question's words have given a document so far. Side by side, for they are needed together.</summary>
internal struct DocumentScore
{
    public float Score;

    /// <summary>The part of the required concepts' weight that it has.</summary>
    public float Coverage;

    /// <summary>A bit per concept found by a typed word.</summary>
    public uint Concepts;

    /// <summary>A bit per concept found by a related word.</summary>
    public uint Related;

    /// <summary>The concept being counted, from 1, with the best that its alternatives have given so far.</summary>
    public int Concept;

    public float ConceptScore;

    public float ConceptShare;

    /// <summary>A bit for each passage in which it has been counted.</summary>
    public uint ConceptPassages;

    /// <summary>What stands in the head and so beside every passage, in <see cref="WordScores.WholeQuestion"/>ths of the question's weight.</summary>
    public ushort Everywhere;
}
