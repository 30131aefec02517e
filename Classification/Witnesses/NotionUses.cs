using System.Numerics.Tensors;

namespace SocialConnect.Classification.Witnesses;

/// <summary>Which notions use each feature, and how much. The few features that many notions use are most of the work, and are added as whole rows.</summary>
internal sealed class NotionUses
{
    // A row, added eight numbers at a time, takes as long as a list of a tenth of its length.
    private const int ListsUpTo = 10;

    private readonly int _notions;
    // Where each feature's list begins in the two arrays below; it ends where the next begins.
    private readonly int[] _starts;
    private readonly ushort[] _users;
    private readonly float[] _weights;
    private readonly float[]?[] _rows;

    /// <param name="notions">The features and weights of each.</param>
    /// <param name="features">How many features there are.</param>
    public NotionUses(IReadOnlyList<(int[] Ids, float[] Weights)> notions, int features)
    {
        _notions = notions.Count;
        var users = new int[features];
        foreach (var id in notions.SelectMany(notion => notion.Ids))
        {
            users[id]++;
        }

        _rows = Array.ConvertAll(users, count => count * ListsUpTo > _notions ? new float[_notions] : null);
        _starts = new int[features + 1];
        for (var id = 0; id < features; id++)
        {
            _starts[id + 1] = _starts[id] + (_rows[id] is null ? users[id] : 0);
        }

        (_users, _weights) = (new ushort[_starts[features]], new float[_starts[features]]);
        var next = _starts[..features];
        foreach (var (notion, (ids, weights)) in notions.Index())
        {
            for (var i = 0; i < ids.Length; i++)
            {
                if (_rows[ids[i]] is { } row)
                {
                    row[notion] = weights[i];
                    continue;
                }

                var at = next[ids[i]]++;
                (_users[at], _weights[at]) = (checked((ushort)notion), weights[i]);
            }
        }
    }

    /// <summary>The inner product of each notion's weights with a text's.</summary>
    public float[] Compare(int[] ids, float[] values)
    {
        var shared = new float[_notions];
        for (var i = 0; i < ids.Length; i++)
        {
            var (id, value) = (ids[i], values[i]);
            if (_rows[id] is { } row)
            {
                TensorPrimitives.MultiplyAdd(row, value, shared, shared);
                continue;
            }

            var (first, count) = (_starts[id], _starts[id + 1] - _starts[id]);
            var users = _users.AsSpan(first, count);
            var weights = _weights.AsSpan(first, count);
            for (var at = 0; at < users.Length; at++)
            {
                shared[users[at]] += weights[at] * value;
            }
        }

        return shared;
    }
}
