using System.Text;

namespace SocialConnect.Catalog.Tests.Embeddings;

/// <summary>Writes a real ONNX file: a table of token vectors looked up by id, so that what comes out can be worked out by hand.</summary>
internal static class TinyOnnxModel
{
    /// <param name="table">One vector per token id.</param>
    public static byte[] Write(float[][] table)
    {
        var width = table[0].Length;
        var weights = Join(
            Number(1, table.Length),
            Number(1, width),
            Number(2, 1),
            Text(8, "table"),
            Field(9, [.. table.SelectMany(row => row).SelectMany(BitConverter.GetBytes)]));
        var lookUp = Join(Text(1, "table"), Text(1, "input_ids"), Text(2, "last_hidden_state"), Text(4, "Gather"));
        var graph = Join(
            Field(1, lookUp),
            Text(2, "tiny"),
            Field(5, weights),
            Field(11, Value("input_ids", 7, "batch", "length")),
            Field(11, Value("attention_mask", 7, "batch", "length")),
            Field(12, Value("last_hidden_state", 1, "batch", "length", width)));
        return Join(Number(1, 8), Field(7, graph), Field(8, Join(Text(1, ""), Number(2, 13))));
    }

    private static byte[] Value(string name, int type, params object[] shape)
    {
        var dimensions = Join([.. shape.Select(size => Field(1, size is int known ? Number(1, known) : Text(2, (string)size)))]);
        return Join(Text(1, name), Field(2, Field(1, Join(Number(1, type), Field(2, dimensions)))));
    }

    private static byte[] Text(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int field, byte[] content) => Join(Varint((field << 3) | 2), Varint(content.Length), content);

    private static byte[] Number(int field, int value) => Join(Varint(field << 3), Varint(value));

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7)
        {
            bytes.Add((byte)(value | 128));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }

    private static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];
}
