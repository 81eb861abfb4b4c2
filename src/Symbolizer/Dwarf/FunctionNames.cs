using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Dwarf;

/// <summary>Finds the name of a function, which may stand in another entry or another unit than its code.</summary>
internal sealed class FunctionNames(Sections sections, UnitIndex index)
{
    /// <summary>From an inlined call to its abstract instance to its declaration are two steps; a circle must end.</summary>
    private const int MaxSteps = 8;

    private readonly AbbreviationTable _foreign = new();
    private readonly Dictionary<ulong, FormValue> _known = [];
    private Unit? _foreignUnit;

    /// <summary>Forgets the names of the last unit.</summary>
    public void Clear() => _known.Clear();

    /// <summary>Where the linkage name of a function stands, or its plain name; a value that does not exist when it has none.</summary>
    public FormValue Find(in Entry entry, Unit unit, AbbreviationTable table)
    {
        if (entry.LinkageName.Exists || entry.Origin == 0)
        {
            return new UnitValues(sections, unit).Text(entry.LinkageName.Exists ? entry.LinkageName : entry.Name);
        }

        if (!_known.TryGetValue(entry.Origin, out FormValue name))
        {
            name = Follow(entry, unit, table);
            _known.Add(entry.Origin, name);
        }

        return name;
    }

    private FormValue Follow(Entry entry, Unit unit, AbbreviationTable table)
    {
        FormValue plain = new UnitValues(sections, unit).Text(entry.Name);
        for (int step = 0; step < MaxSteps && entry.Origin != 0; step++)
        {
            ulong place = entry.Origin;
            if (place < (ulong)unit.FirstEntry || place >= (ulong)unit.End)
            {
                if (index.Containing(place) is not { } other)
                {
                    break;
                }

                (unit, table) = (other, Foreign(other));
            }

            ByteReader reader = sections.Info((int)place, unit.End);
            ulong code = reader.Uleb();
            if (code == 0)
            {
                break;
            }

            entry = Entry.Read(ref reader, table, table.Get(code, reader), unit);
            var values = new UnitValues(sections, unit);
            if (entry.LinkageName.Exists)
            {
                return values.Text(entry.LinkageName);
            }

            plain = plain.Exists ? plain : values.Text(entry.Name);
        }

        return plain;
    }

    private AbbreviationTable Foreign(Unit unit)
    {
        if (_foreignUnit != unit)
        {
            unit.ReadRoot(sections, _foreign);
            _foreign.Read(sections, unit.AbbreviationOffset, unit.Encoding);
            _foreignUnit = unit;
        }

        return _foreign;
    }
}
