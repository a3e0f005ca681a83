// What the reference leaves out of what typedoc finds, so that a reader meets each thing once and nothing that has no page.
import { ReferenceType, ReflectionFlag, ReflectionKind } from "typedoc";

/** A getter is a property that is read, and stands in the table of them. To be called before typedoc makes its groups. */
export function gettersAsProperties(project) {
  for (const member of project.getReflectionsByKind(ReflectionKind.Accessor)) {
    const { getSignature, setSignature } = member;
    if (getSignature === undefined || setSignature !== undefined) continue;
    member.kind = ReflectionKind.Property;
    member.type = getSignature.type;
    member.comment = getSignature.comment;
    getSignature.type = undefined; // it is the member's now, and stays when the signature goes
    getSignature.comment = undefined;
    project.removeReflection(getSignature);
  }
}

/** What every class of errors has for the machine: how `instanceof` asks, and the name that a minifier would take away. */
export function withoutMachinery(project) {
  for (const member of project.getReflectionsByKind(ReflectionKind.ClassMember))
    if (member.flags.isStatic && /^(name|\[hasInstance\])$/.test(member.name))
      project.removeReflection(member);
}

/**
 * Where a member comes from says nothing to who uses it, and of a class that is not exported not even a name. The initializer
 * of a property is no default: most have none, and what an option is without being given is in its description. That a
 * property is readonly, the types say, and that it is static, its name does here: a column of it, which calls all others public,
 * would leave a telephone no room for what they are.
 */
export function withoutAsides(project) {
  for (const reflection of Object.values(project.reflections)) {
    if (reflection.kindOf(ReflectionKind.Property)) {
      reflection.defaultValue = undefined;
      reflection.setFlag(ReflectionFlag.Readonly, false);
      if (reflection.flags.isStatic) reflection.name = `static ${reflection.name}`;
      reflection.setFlag(ReflectionFlag.Static, false);
    }
    reflection.inheritedFrom = undefined;
    reflection.overwrites = undefined;
    reflection.implementationOf = undefined;
    reflection.typeHierarchy = exported(reflection.typeHierarchy);
    mergeThrows(reflection.comment);
  }
}

/** A hierarchy of classes, from the parents down, less those of this package that have no page. */
function exported(hierarchy) {
  if (hierarchy === undefined) return undefined;
  const hasPage = (type) => type.reflection !== undefined || type.package === "typescript";
  const types = hierarchy.types.filter((type) => !(type instanceof ReferenceType) || hasPage(type));
  const next = exported(hierarchy.next);
  return types.length === 0 ? next : { ...hierarchy, types, next };
}

/** Several `@throws` stand under one heading, as a list. */
function mergeThrows(comment) {
  const throws = comment?.getTags("@throws") ?? [];
  if (throws.length < 2) return;
  const [first] = throws;
  first.content = throws.flatMap(({ content }) => [{ kind: "text", text: "\n- " }, ...content]);
  comment.blockTags = comment.blockTags.filter((tag) => tag === first || tag.tag !== "@throws");
}
