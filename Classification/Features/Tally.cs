using System.Runtime.CompilerServices;

namespace SocialConnect.Classification.Features;

/// <summary>Counts occurrences of numbered things, and forgets them in time proportional to how many there were. Not for two threads at once.</summary>
internal sealed class Tally(int size)
{
    private readonly float[] _counts = new float[size];
    private readonly List<int> _seen = [];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int id, float weight)
    {
        ref var count = ref _counts[id];
        if (count == 0)
        {
            _seen.Add(id);
        }

        count += weight;
    }

    /// <summary>Hands the counts over and starts afresh.</summary>
    public SparseCounts Take()
    {
        var ids = _seen.ToArray();
        var counts = new float[ids.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            counts[i] = _counts[ids[i]];
            _counts[ids[i]] = 0;
        }

        _seen.Clear();
        return new SparseCounts(ids, counts);
    }
}
