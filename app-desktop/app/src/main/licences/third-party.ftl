<#list dependencyMap as entry>
<#assign project = entry.getKey()/>
${project.groupId}:${project.artifactId} ${project.version} · ${entry.getValue()?join(" or ")}
</#list>
Noto Serif, Noto Sans and Noto Emoji (fonts) · SIL Open Font License, Version 1.1
M+ 1p (font) · M+ Fonts License
DejaVu Sans (font) · Bitstream Vera License
