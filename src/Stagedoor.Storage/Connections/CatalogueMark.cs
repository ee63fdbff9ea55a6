namespace Stagedoor.Storage.Connections;

/// <summary>How far the changes of the catalogue were seen: from where on, how many, and the sum of their numbers, so that as many that came and were cleaned away are not taken for none.</summary>
internal readonly record struct CatalogueMark(long Floor, long Seen, long Sum);
