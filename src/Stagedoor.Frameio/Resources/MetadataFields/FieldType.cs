namespace Stagedoor.Frameio.Resources.MetadataFields;

/// <summary>The types of metadata fields, by the contract's names.</summary>
public static class FieldType
{
    public const string Text = "text", LongText = "long_text", Select = "select", SelectMulti = "select_multi", Rating = "rating", Number = "number", Toggle = "toggle", Date = "date", UserMulti = "user_multi", UserSingle = "user_single";

    public static IReadOnlyList<string> All { get; } = [Text, LongText, Select, SelectMulti, Rating, Number, Toggle, Date, UserMulti, UserSingle];
}
