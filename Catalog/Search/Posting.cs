using System.Buffers.Binary;

namespace SocialConnect.Catalog.Search;

/// <summary>One document in the postings of a stem.</summary>
/// <param name="Local">Its number within the block.</param>
/// <param name="Head">Weighted frequency in title, organisation, tags and categories, in quarters.</param>
/// <param name="Text">Weighted frequency in summary and body, in quarters.</param>
/// <param name="Passages">A bit for each passage of summary and body in which it stands.</param>
internal readonly record struct Posting(ushort Local, byte Head, byte Text, uint Passages)
{
    /// <summary>Documents in a block.</summary>
    public const int BlockSize = 4096;

    public const int Size = 8;

    public static Posting Read(ReadOnlySpan<byte> postings, int index)
    {
        var packed = BinaryPrimitives.ReadUInt64LittleEndian(postings[(index * Size)..]);
        return new Posting((ushort)packed, (byte)(packed >> 16), (byte)(packed >> 24), (uint)(packed >> 32));
    }

    /// <summary>The block's postings without those of some documents and with others in their place.</summary>
    /// <param name="replaced">Local numbers whose postings are dropped.</param>
    /// <param name="added">Ascending; all of them among <paramref name="replaced"/>.</param>
    public static byte[] Replace(ReadOnlySpan<byte> postings, IReadOnlySet<ushort> replaced, IReadOnlyList<Posting> added)
    {
        var kept = new List<Posting>(postings.Length / Size + added.Count);
        var next = 0;
        for (var i = 0; i < postings.Length / Size; i++)
        {
            var posting = Read(postings, i);
            while (next < added.Count && added[next].Local < posting.Local)
            {
                kept.Add(added[next++]);
            }

            if (!replaced.Contains(posting.Local))
            {
                kept.Add(posting);
            }
        }

        kept.AddRange(added.Skip(next));
        return Pack(kept);
    }

    public static byte[] Pack(List<Posting> postings)
    {
        var packed = new byte[postings.Count * Size];
        for (var i = 0; i < postings.Count; i++)
        {
            var posting = postings[i];
            BinaryPrimitives.WriteUInt64LittleEndian(packed.AsSpan(i * Size), posting.Local | (ulong)posting.Head << 16 | (ulong)posting.Text << 24 | (ulong)posting.Passages << 32);
        }

        return packed;
    }
}
