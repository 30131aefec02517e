using System.Text;

namespace SocialConnect.Portal.Covers;

/// <summary>A small repeatable chance: the same seed throws the same numbers on every machine, for ever (xorshift32).</summary>
internal sealed class Dice
{
    private uint _state;

    public Dice(uint seed)
    {
        _state = seed == 0 ? 1 : seed;
        // Seeds that are close start alike.
        for (var i = 0; i < 8; i++)
        {
            Throw();
        }
    }

    /// <summary>FNV-1a of the title, without its case, and the theme: the cover of an initiative is its own.</summary>
    public static uint Seed(string title, string theme)
    {
        var text = title.Normalize(NormalizationForm.FormC).ToLowerInvariant() + "|" + theme;
        var hash = 0x811c9dc5u;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ octet) * 0x01000193u;
        }

        return hash;
    }

    /// <summary>From 0 to <paramref name="count"/> - 1.</summary>
    public int Next(int count) => (int)(Throw() % (uint)count);

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + Next(most - least + 1);

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    private uint Throw()
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return _state;
    }
}
