namespace Stagedoor.Frameio.Resources.Collections;

internal static class CollectionOperations
{
    public static readonly Operation[] All = [ListCollections.Operation, ShowCollection.Operation];
}
