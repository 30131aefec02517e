using System.IO.Compression;
using System.Text;
using System.Xml;
using SocialConnect.Ingestion.Fetching;

namespace SocialConnect.Ingestion.Extraction;

/// <param name="IsSitemap">It leads to a further sitemap.</param>
/// <param name="Changed">When the site says that the page last changed.</param>
internal readonly record struct SitemapEntry(Uri Address, bool IsSitemap, DateTimeOffset? Changed);

/// <summary>Sitemaps and indexes of sitemaps, in XML or as plain text, packed or not.</summary>
internal static class SitemapReader
{
    // The protocol's own limits for one file.
    private const int MostEntries = 50_000;
    private const long MostBytes = 52_428_800;

    /// <summary>What a sitemap lists. One that breaks off half-way gives what stands before.</summary>
    /// <exception cref="FormatException">It is no sitemap; the message, in French, says so.</exception>
    public static IReadOnlyList<SitemapEntry> Read(Uri address, byte[] bytes, string? charset)
    {
        if (bytes is [0x1F, 0x8B, ..])
        {
            bytes = Unpack(bytes);
        }

        var text = PageEncoding.Decode(bytes, charset);
        return text.AsSpan().TrimStart() is ['<', ..] ? ReadXml(address, text) : ReadLines(address, text);
    }

    private static List<SitemapEntry> ReadXml(Uri address, string text)
    {
        var entries = new List<SitemapEntry>();
        var known = false;
        using var reader = XmlReader.Create(new StringReader(text.TrimStart()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CheckCharacters = false });
        string? location = null;
        string? of = null;
        DateTimeOffset? changed = null;
        try
        {
            while (entries.Count < MostEntries && reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    known |= reader.LocalName is "urlset" or "sitemapindex";
                    switch (reader.LocalName)
                    {
                        case "url" or "sitemap":
                            (location, changed, of) = (null, null, reader.NamespaceURI);
                            break;
                        // Images and translations have a loc of their own, in other namespaces.
                        case "loc" when reader.NamespaceURI == of && location is null:
                            location = Value(reader);
                            break;
                        case "lastmod":
                            changed = UsualDate.Read(Value(reader));
                            break;
                    }
                }
                else if (reader is { NodeType: XmlNodeType.EndElement, LocalName: "url" or "sitemap" } && location is not null && PageAddress.Resolve(address, location) is { } found)
                {
                    entries.Add(new(found, reader.LocalName == "sitemap", changed));
                    location = null;
                }
            }
        }
        catch (XmlException) when (entries.Count > 0)
        {
            // A page cut short still lists what it lists.
        }
        catch (XmlException failure)
        {
            throw new FormatException($"ce plan de site n’est pas du XML correct (ligne {failure.LineNumber})", failure);
        }

        return known ? entries : throw new FormatException("cette adresse ne donne pas de plan de site (sitemap)");
    }

    private static string Value(XmlReader reader)
    {
        var value = new StringBuilder();
        if (!reader.IsEmptyElement)
        {
            while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
            {
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                {
                    value.Append(reader.Value);
                }
            }
        }

        return value.ToString().Trim();
    }

    private static List<SitemapEntry> ReadLines(Uri address, string text)
    {
        var entries = text.Split('\n').Take(MostEntries).Where(line => line.TrimStart().StartsWith("http", StringComparison.OrdinalIgnoreCase) || line.StartsWith('/'))
            .Select(line => PageAddress.Resolve(address, line)).OfType<Uri>().Select(found => new SitemapEntry(found, false, null)).ToList();
        return entries.Count > 0 ? entries : throw new FormatException("cette adresse ne donne pas de plan de site (sitemap)");
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var unpacked = new MemoryStream();
        using var stream = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        var buffer = new byte[81_920];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            unpacked.Write(buffer, 0, read);
            if (unpacked.Length > MostBytes)
            {
                throw new FormatException("ce plan de site dépasse la taille permise une fois décompressé");
            }
        }

        return unpacked.ToArray();
    }
}
