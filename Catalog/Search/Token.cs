namespace SocialConnect.Catalog.Search;

/// <summary>One word of a text as search sees it.</summary>
/// <param name="Word">Lower case without accents: « Habitées » is "habitees".</param>
/// <param name="Stem">What its inflected forms have in common; empty for a stop word.</param>
/// <param name="Position">Its rank in the text, stop words counted. The joined form of a compound has the position of its first part.</param>
/// <param name="Start">Offset of its first character in the text.</param>
/// <param name="Length">In characters of the text.</param>
/// <param name="IsJoined">The parts of a compound as one word, "bienetre", which follows them.</param>
public readonly record struct Token(string Word, string Stem, int Position, int Start, int Length, bool IsJoined)
{
    public bool IsStopWord => Stem.Length == 0;

    public int End => Start + Length;
}
