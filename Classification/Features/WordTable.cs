namespace SocialConnect.Classification.Features;

/// <summary>Words as they were written, each with what it brings to a text: an open hash table that is read without a lock and without copying the word. Safe for many threads.</summary>
/// <param name="most">How many words it keeps; later ones are forgotten at once.</param>
internal sealed class WordTable(int most)
{
    private readonly Lock _adding = new();
    private volatile Entry?[] _entries = new Entry?[1024];
    private int _count;

    /// <returns>Null for a word it has not met.</returns>
    public WordFeatures? Find(ReadOnlySpan<char> written)
    {
        var (entries, hash) = (_entries, string.GetHashCode(written));
        for (var at = hash & (entries.Length - 1); entries[at] is { } entry; at = (at + 1) & (entries.Length - 1))
        {
            if (entry.Hash == hash && written.SequenceEqual(entry.Written))
            {
                return entry.Features;
            }
        }

        return null;
    }

    public void Add(string written, WordFeatures features)
    {
        lock (_adding)
        {
            if (_count == most || Find(written) is not null)
            {
                return;
            }

            _count++;
            // At most half full, so that a word is found within a step or two.
            if (_count * 2 > _entries.Length)
            {
                var wider = new Entry?[_entries.Length * 2];
                foreach (var entry in _entries)
                {
                    if (entry is not null)
                    {
                        Put(wider, entry);
                    }
                }

                _entries = wider;
            }

            Put(_entries, new Entry(string.GetHashCode(written.AsSpan()), written, features));
        }
    }

    private static void Put(Entry?[] entries, Entry entry)
    {
        var at = entry.Hash & (entries.Length - 1);
        while (entries[at] is not null)
        {
            at = (at + 1) & (entries.Length - 1);
        }

        // A reader must not see an entry before what is in it.
        Volatile.Write(ref entries[at], entry);
    }

    private sealed record Entry(int Hash, string Written, WordFeatures Features);
}
