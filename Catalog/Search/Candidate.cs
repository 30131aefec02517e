namespace SocialConnect.Catalog.Search;

/// <summary>A selected document with what it is ordered by.</summary>
/// <param name="Key">The greater the earlier.</param>
/// <param name="Name">Orders by name; empty otherwise.</param>
/// <param name="Tie">Seeded, decides among equals.</param>
internal readonly record struct Candidate(int Document, double Key, string Name, uint Tie) : IComparable<Candidate>
{
    public int CompareTo(Candidate other)
    {
        var order = other.Key.CompareTo(Key);
        order = order != 0 ? order : string.CompareOrdinal(Name, other.Name);
        order = order != 0 ? order : Tie.CompareTo(other.Tie);
        return order != 0 ? order : Document.CompareTo(other.Document);
    }
}
